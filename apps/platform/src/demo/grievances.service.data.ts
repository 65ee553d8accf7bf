import type { Grievance } from './grievances';

export const grievancesAboutService: readonly Grievance[] = [
  {
    category: 'service.attitude',
    topic: 'conduct',
    weight: 5,
    cause: 'people',
    states: '营业厅窗口人员态度冷淡，问两句就不耐烦。',
    seeks: '当面道歉',
    proven: {
      found: '调阅监控，当班人员使用服务忌语，未执行首问负责制。',
      reply: '服务态度问题属实，当事人已向您当面道歉并离岗培训三天。',
    },
    unproven: {
      found: '监控显示全程使用文明用语，因系统故障等候较久。',
      reply: '录像显示服务用语规范，等候因系统故障所致，仍向您表示歉意。',
    },
  },
  {
    category: 'service.attitude',
    topic: 'conduct',
    weight: 2,
    cause: 'people',
    states: '热线人员没听完就挂断电话。',
    seeks: '核实录音并道歉',
    proven: {
      found: '录音显示客户陈述未完时通话被座席结束。',
      reply: '座席提前结束通话属实，已考核并向您致歉，您的诉求已另行办理。',
    },
    unproven: {
      found: '录音显示通话因信号中断，座席回拨两次未接通。',
      reply: '通话为信号中断，我们曾两次回拨；录音可供您核听。',
    },
  },
  {
    category: 'service.conduct',
    topic: 'conduct',
    weight: 3,
    cause: 'people',
    states: '装表人员暗示要买他们推荐的开关，否则不给装。',
    seeks: '严肃查处',
    proven: {
      found: '外委人员推荐指定商铺材料，违反“三指定”规定。',
      reply: '情况属实，外委人员已清退，材料款{small}元已退还，感谢您的监督。',
    },
    unproven: {
      found: '施工人员仅提示原开关老化存在隐患，未指定品牌和商家。',
      reply: '人员仅作安全提示，客户自购开关已正常安装通电。',
    },
  },
  {
    category: 'service.hours',
    topic: 'conduct',
    weight: 2,
    cause: 'people',
    states: '下午14:20到{hall}，门还没开，牌子写的是14:00。',
    seeks: '按公示时间营业',
    proven: {
      found: '当日晨会延长，开门迟到25分钟，未张贴告示。',
      reply: '未按公示时间营业属实，向您致歉，已明确提前10分钟到岗。',
    },
    unproven: {
      found: '门禁记录显示13:55开门，客户所到为旧址。',
      reply: '营业厅已迁至新址，当日准时开门；旧址已补贴迁址告示。',
    },
  },
  {
    category: 'service.items',
    topic: 'conduct',
    weight: 1,
    cause: 'people',
    states: '公示可办理的改类业务，柜台说要去县里办。',
    seeks: '就近办理',
    proven: {
      found: '新人员不熟悉业务清单，错误引导客户。',
      reply: '该业务可在本厅办理，已上门为您办结并致歉。',
    },
    unproven: {
      found: '客户申请的高压增容确需县公司受理，公示中有说明。',
      reply: '高压业务由县公司受理，我们已派客户经理上门服务。',
    },
  },
  {
    category: 'service.facilities',
    topic: 'conduct',
    weight: 1.5,
    cause: 'material',
    states: '{hall}自助终端坏了两周没修，老人排队很久。',
    seeks: '尽快修复',
    proven: {
      found: '终端打印模块故障，报修单未跟踪。',
      reply: '终端已修复，并增设爱心窗口，向您致歉。',
    },
    unproven: {
      found: '终端故障当日已修复，两周内交易记录正常。',
      reply: '终端当日即恢复，运行记录可查；高峰期已加派引导员。',
    },
  },
  {
    category: 'service.website',
    topic: 'other',
    weight: 1.5,
    cause: 'event',
    states: '手机应用一直登录不上，验证码收不到。',
    seeks: '恢复使用',
    proven: {
      found: '短信网关升级期间验证码发送失败。',
      reply: '网关故障已恢复，期间违约金全部免除，向您致歉。',
    },
    unproven: {
      found: '客户手机开启了骚扰拦截，验证码被归入垃圾信息。',
      reply: '验证码被手机拦截，已指导您设置，现可正常登录。',
    },
  },
];
