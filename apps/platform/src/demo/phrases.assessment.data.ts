/** What customers say on the telephone and by a link, and what assessors and staff write. */

export const callbackComments: Readonly<Record<3 | 4 | 5, readonly string[]>> = {
  5: [
    '处理得很快，很满意。',
    '小伙子态度很好，讲得也清楚。',
    '没想到还会打电话来问，满意。',
    '都解决了。',
  ],
  4: [
    '解决了，就是等的时间长了点。',
    '可以，比以前好。',
    '处理结果满意。',
    '满意，希望以后别再出现。',
  ],
  3: ['问题解决了，但来回说了好几遍。', '一般吧，能再快一点就好了。', '结果可以，过程有点慢。'],
};

export const ratingComments: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly string[]>> = {
  5: ['', '', '服务周到。', '谢谢！'],
  4: ['', '', '不错。'],
  3: ['', '希望提前通知。'],
  2: ['打了三次电话才有人接。'],
  1: ['说好的时间没有来。'],
};

export const findings = {
  good: ['记录完整，联系及时，答复有据。', '流程规范，回访记录齐全。', ''],
  fair: ['联系记录过于简单，未写明客户诉求。', '答复用语偏书面，客户追问了一次。'],
  poor: ['联系客户超时，调查结论依据不足。', '答复未说明退费到账时间，客户再次来电。'],
} as const;

export const objection =
  '本期有两件投诉派到我处时已临近时限，此前停留在其他班组，超时不应全部计在我个人名下，请予复核。';
export const reviewed =
  '调阅派单记录属实：两件投诉转派时剩余时间不足一个工作日。效率指标按剔除后的兑现率更正，其余维持。';
