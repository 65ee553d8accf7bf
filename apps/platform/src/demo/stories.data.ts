/** Two people whose cases a tutorial can tell; their ids never change. */
import type { DemoCustomer } from './customers';

export const wangXiuying: DemoCustomer = {
  key: 'customer/wang-xiuying',
  name: '王秀英',
  kind: 'resident',
  phones: ['13800001111'],
  address: '城关镇朝阳路1号',
  hall: 'hall-town',
  supplyPlaces: [
    {
      accountNumber: '0400012345',
      meterNumber: '201800123401',
      address: '城关镇朝阳路1号',
      area: 'urban',
    },
  ],
  talkativeness: 0,
  monthlyKwh: 180,
  years: 16.4,
  feeder: '城东线',
};

export const chenJianguo: DemoCustomer = {
  key: 'customer/chen-jianguo',
  name: '陈建国',
  kind: 'resident',
  phones: ['13900002222'],
  address: '柳河镇桃园村3组12号',
  hall: 'hall-river',
  supplyPlaces: [
    {
      accountNumber: '0400067890',
      meterNumber: '201600678901',
      address: '柳河镇桃园村3组12号',
      area: 'rural',
    },
  ],
  talkativeness: 0,
  monthlyKwh: 260,
  years: 11.2,
  feeder: '柳河线',
};

/** Her meter ran too fast; billing tells the story. */
export const zhouMin: DemoCustomer = {
  key: 'customer/zhou-min',
  name: '周敏',
  kind: 'resident',
  phones: ['13700003333'],
  address: '城关镇滨河路8号',
  hall: 'hall-town',
  supplyPlaces: [
    {
      accountNumber: '0400024680',
      meterNumber: '201500246801',
      address: '城关镇滨河路8号',
      area: 'urban',
    },
  ],
  talkativeness: 0,
  monthlyKwh: 320,
  years: 9.7,
  feeder: '城东线',
};

export const toldOfWang = {
  asks: '{month}电费412.34元，上月只有196.27元，家里两位老人用电没有变化，想知道原因。',
  answer: '经查询，{month}用电763千瓦时，上月363千瓦时，已说明阶梯电价，建议留意大功率电器。',
  states:
    '前几天咨询过{month}电费412.34元的事，不认可解释：家中用电没变，电费翻倍，请派人核对电表。',
  seeks: '核对电表示数，退还多收电费',
  contacted: '电话联系王女士致歉，约定次日上午上门核对示数。',
  found:
    '上门核对：现场示数08213，{month}补抄时录为08613，多计400千瓦时、电费216.07元；当月采集失败后人工补抄录入错误。',
  reasons: '现场示数与录入值不符，属我方录入差错，认定属实。',
  apology: '计量人员与刘敏当面向王女士致歉，获得谅解。',
  correction: '示数已更正，多计电费216.07元退回户号0400012345。',
  compensation: '按授权给予50元象征性补偿，计入下期电费。',
  reply:
    '王女士：您{month}电费多计216.07元，系我方补抄录入错误，款项已退回，另补偿50元，诚恳道歉并感谢监督。',
  'follow-up': '回访王女士，退款和补偿均已到账，本月账单正常。',
  praises: '王女士来电表扬刘敏办事认真，多收的电费很快退回。',
  praised: '已登记表扬并转达投诉处理班。',
};

export const toldOfChen = {
  states: '每天晚上七点到十点电压低，空调启动不了，灯光发暗，已持续两周。',
  seeks: '尽快解决低电压',
  contacted: '电话联系陈先生，了解低电压时段，约定晚高峰现场测量。',
  found: '晚高峰末端电压188伏，低于下限，三相负荷不平衡度42%。',
  reasons: '低电压属实，但仅出现在晚高峰，认定部分属实。',
  apology: '现场向陈先生致歉，说明调整方案。',
  correction: '已调整三相负荷，复测电压209伏。',
  reply: '已调整台区三相负荷，复测电压合格，如有反复请随时联系我们。',
  reopened: '陈先生来电：新添了大功率电器后又不行了，昨晚测得电压185伏，要求彻底解决。',
  contactedAgain: '上门面谈并致歉，当晚共同测量电压。',
  foundAgain: '末端线径偏小，负荷增长后调整三相已不足，需更换导线并增设分接点。',
  reasonsAgain: '首次整改未触及根本原因，认定属实。',
  apologyAgain: '班长上门道歉，承认首次整改不彻底。',
  correctionAgain: '更换导线620米，送电后复测电压219伏。',
  replyAgain: '已更换620米导线，昨晚高峰复测合格，对首次处理不到位再次致歉。',
};
