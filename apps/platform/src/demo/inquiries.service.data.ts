/** What customers say about service, and about everything else. */
import type { Inquiry } from './inquiries';

export const conduct: readonly Inquiry[] = [
  {
    type: 'praise',
    asks: '表扬抢修人员雨夜抢修，服务热情。',
    told: '已登记表扬并转达抢修班，感谢客户认可。',
  },
  {
    type: 'praise',
    asks: '柜台人员耐心教老人使用手机缴费，特此表扬。',
    told: '已登记表扬，感谢客户肯定。',
  },
  {
    type: 'praise',
    asks: '装表师傅把现场打扫得干干净净，提出表扬。',
    told: '已登记表扬并转达计量班。',
  },
  {
    type: 'opinion',
    asks: '反映营业厅午间只开一个窗口，排队较久。',
    told: '已向客户致歉，营业厅将在缴费高峰增开弹性窗口。',
  },
  {
    type: 'suggestion',
    asks: '建议热线高峰期增加座席。',
    told: '已登记建议，缴费期将增派话务人员。',
  },
  {
    asks: '询问上门人员如何核实身份。',
    told: '上门人员须着工装、佩戴工作证，可拨打95598核实工号。',
  },
  {
    type: 'praise',
    asks: '感谢投诉处理人员跟进到底，问题解决了。',
    told: '已转达并登记表扬。',
  },
];

export const other: readonly Inquiry[] = [
  {
    asks: '咨询路灯不亮由谁负责。',
    told: '路灯由县城管部门管理，已提供联系电话。',
  },
  {
    type: 'suggestion',
    asks: '建议停电通知同时发到业主微信群。',
    told: '已登记建议，将与社区网格对接推送。',
  },
  {
    asks: '询问安全用电宣传进校园活动如何报名。',
    told: '已登记学校联系方式，由客户经理回访安排。',
  },
  {
    asks: '通信公司在电杆上搭线，是否允许。',
    told: '需签订搭挂协议，已登记现场核查。',
  },
  {
    asks: '树枝靠近电线，请派人修剪。',
    told: '已登记通道清理需求，3日内安排修剪。',
  },
  {
    type: 'tipoff',
    asks: '举报有人在线路下方违规建房。',
    told: '已登记并通知线路运维人员现场核实，为举报人保密。',
  },
  {
    asks: '接到自称供电公司的推销电话，核实真伪。',
    told: '我公司不推销产品，提醒客户防范诈骗，勿透露验证码。',
  },
  {
    asks: '咨询如何绑定多个户号。',
    told: '指导在手机应用“户号管理”中逐个绑定，最多5户，客户操作成功。',
  },
];
