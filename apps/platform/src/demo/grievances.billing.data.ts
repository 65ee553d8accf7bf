import type { Grievance } from './grievances';

export const grievancesAboutBilling: readonly Grievance[] = [
  {
    category: 'business.tariff',
    topic: 'bill',
    weight: 10,
    cause: 'people',
    of: 'home',
    states: '{month}电费{amount}元，是上月的两倍，家中用电没有变化，要求查清。',
    seeks: '核实电费并退还多收部分',
    proven: {
      found: '户口人数变更后未及时调整阶梯基数，{month}多计第二档电费{small}元。',
      reply:
        '您{month}多计电费{small}元属我方原因，已于今日退至户号{account}，阶梯基数已更正，向您致歉。',
    },
    unproven: {
      found: '{month}用电{kwh}千瓦时，逐日电量与气温走势一致，执行电价和计算均正确。',
      reply:
        '经核对，{month}电费计算无误，增加主要因空调用电；我们已为您提供逐日电量，可随时复核。',
    },
  },
  {
    category: 'business.tariff',
    topic: 'tariff',
    weight: 6,
    cause: 'people',
    of: 'firm',
    states: '商铺已改为住宅自用，一直按商业电价收费，多次反映没有更改。',
    seeks: '改为居民电价并退差价',
    proven: {
      found: '客户{days}天前已提交改类资料，柜台受理后未流转，致电价未变更。',
      reply: '电价类别已自受理之日起更正为居民电价，差价{small}元已退补，对流转延误向您致歉。',
    },
    unproven: {
      found: '现场检查仍有经营设备在用，不符合居民生活用电条件。',
      reply: '现场仍存在经营性用电，暂不符合改类条件；停止经营后我们一个工作日内为您办理。',
    },
  },
  {
    category: 'business.tariff',
    topic: 'bill',
    weight: 4,
    cause: 'event',
    states: '换表后首月电费异常高，怀疑旧表电量被算了两遍。',
    seeks: '重新核算换表当月电费',
    proven: {
      found: '换表流程中旧表止码录入晚于发行，{few}千瓦时被重复计算。',
      reply: '重复计算的{few}千瓦时已冲正，退费{small}元，换表流程已增加发行前校验。',
    },
    unproven: {
      found: '旧表止码与新表起码衔接正确，当月为38天账期，电量无重复。',
      reply: '当月账期较长导致电量偏高，没有重复计算；换表工单和照片已供您查看。',
    },
  },
  {
    category: 'business.reading',
    topic: 'reading',
    weight: 9,
    cause: 'people',
    states: '电表示数与账单不符，账单示数比表上多出{few}，要求说明。',
    seeks: '按实际示数重新结算',
    proven: {
      found: '补抄时人工录入错误，{month}示数多录{few}千瓦时。',
      reply: '{month}示数录入有误，多计{few}千瓦时电费已全额退还，责任人已考核，向您诚恳道歉。',
    },
    unproven: {
      found: '客户所看为谷段示数，总示数与账单一致，远程召测无误。',
      reply: '账单采用总示数，与现场一致；已当面教您查看各时段示数。',
    },
  },
  {
    category: 'business.reading',
    topic: 'arrears',
    weight: 6,
    cause: 'people',
    of: 'home',
    states: '没有收到任何催费通知就被停电，家里老人孩子受影响。',
    seeks: '立即复电并解释为何不通知',
    proven: {
      found: '催费短信发送至旧号码，停电前未按规定二次通知。',
      reply: '停电前未履行二次通知，是我们的过错；已当即复电、免除违约金并更新联系方式，向您致歉。',
    },
    unproven: {
      found: '停电前第7天、第3天及前30分钟均有短信和电话记录，接听人为客户家属。',
      reply: '三次通知均有记录，家人曾接听；已为您增加第二联系人，避免再次遗漏。',
    },
  },
  {
    category: 'business.reading',
    topic: 'reading',
    weight: 3,
    cause: 'material',
    states: '连续两个月电费为零，本月突然收到{amount}元大额账单。',
    seeks: '说明原因并允许分期',
    proven: {
      found: '集中器故障两个月未采集到示数，未按规定现场补抄，造成集中出账。',
      reply: '采集故障未及时处理给您造成不便，已按月拆分账单并同意分三期缴纳，免收违约金。',
    },
    unproven: {
      found: '前两个月客户户号为空置状态，示数未变；本月电量为当月实际使用。',
      reply: '前两个月确无用电，本月电量均发生在当月，逐日电量已发送给您。',
    },
  },
  {
    category: 'business.metering',
    topic: 'meter',
    weight: 8,
    cause: 'material',
    states: '怀疑电表跑得快，断开总闸后表还在走。',
    seeks: '校验电表，不准则退费',
    proven: {
      found: '电表检验误差+3.2%，超出允许范围；总闸后有一路应急照明未断开。',
      reply: '电表误差超差，已换表，并按零误差为基准退补电费{small}元，校表费退还。',
    },
    unproven: {
      found: '现场检验误差+0.4%，合格；断开总闸后脉冲停止。',
      reply: '电表检验合格，报告已送达；如仍有异议，可申请上级计量机构复检。',
    },
  },
  {
    category: 'business.metering',
    topic: 'meter',
    weight: 5,
    cause: 'people',
    of: 'home',
    states: '与邻居电表接反，一直在替邻居交电费。',
    seeks: '更正接线，结清两家电费差额',
    proven: {
      found: '新装时两户进线串户，自{month}起电量互换。',
      reply: '串户属实，接线已更正，差额{small}元已退至您的户号，邻居户由我方另行协商。',
    },
    unproven: {
      found: '逐户断电核对，表户对应关系正确。',
      reply: '当面逐户断电核对，两户接线无误，核对记录请您留存。',
    },
  },
  {
    category: 'business.charges',
    topic: 'payment',
    weight: 4,
    cause: 'event',
    states: '手机重复扣款两笔{amount}元，一周没有退回。',
    seeks: '退还重复扣款',
    proven: {
      found: '支付渠道超时重发，系统对账未自动冲正。',
      reply: '重复扣款{amount}元已原路退回，对账规则已修复，感谢您的监督。',
    },
    unproven: {
      found: '两笔款项分属客户名下两个户号，均已正确入账。',
      reply: '两笔为不同户号的应缴电费，并非重复扣款，明细已短信发送。',
    },
  },
  {
    category: 'business.connection',
    topic: 'connection',
    weight: 5,
    cause: 'people',
    of: 'home',
    states: '申请通电已{days}天，多次催问都说在排队，影响入住。',
    seeks: '明确送电日期',
    proven: {
      found: '勘查后方案环节停滞，超过居民5个工作日的承诺。',
      reply: '未在承诺时限内接电，向您致歉；已于今日装表送电，并对超时环节追责。',
    },
    unproven: {
      found: '因客户产权证明未补齐，流程按规定暂停，已有告知记录。',
      reply: '资料补齐当日即恢复流程并已送电；今后我们会更主动提醒所缺资料。',
    },
  },
  {
    category: 'business.change',
    topic: 'connection',
    weight: 2,
    cause: 'people',
    of: 'home',
    states: '办理过户跑了三次，每次要求的材料都不一样。',
    seeks: '一次办结并规范告知',
    proven: {
      found: '柜台未执行一次性告知，前后两名人员口径不一。',
      reply: '未一次性告知属我方责任，已上门为您办结过户，并统一柜台告知单。',
    },
    unproven: {
      found: '客户两次携带的为不同房屋的证明，首次告知单列明全部材料。',
      reply: '告知单内容前后一致，现已协助您备齐材料并办结过户。',
    },
  },
];
