import type { Grievance } from './grievances';

export const grievancesAboutSupply: readonly Grievance[] = [
  {
    category: 'outage.repair',
    topic: 'outage',
    weight: 7,
    cause: 'people',
    states: '{place}停电报修后等了{hours}个多小时无人到场，电话说马上到。',
    seeks: '说明到场慢的原因并改进',
    proven: {
      found: '同时段多处故障，值班力量不足，到场用时超过承诺。',
      reply: '到场超时属实，向您致歉；已增设夜间备班并补充抢修车辆。',
    },
    unproven: {
      found: '报修后{minutes}分钟到达故障点，因巡线在山后，客户未看到。',
      reply: '抢修人员{minutes}分钟到达故障点，定位记录已向您出示；今后到场即电话告知。',
    },
  },
  {
    category: 'outage.repair',
    topic: 'outage',
    weight: 3,
    cause: 'people',
    states: '抢修人员修好后没清理现场，废线头留在门口。',
    seeks: '清理现场',
    proven: {
      found: '现场照片显示遗留废导线约2米，未执行工完场清。',
      reply: '现场已清理干净，当班人员已批评教育，向您致歉。',
    },
    unproven: {
      found: '遗留物为通信线缆，非我方施工产生，已联系产权单位。',
      reply: '废线属通信公司，我们已协助联系，对方承诺当日清理。',
    },
  },
  {
    category: 'outage.notice',
    topic: 'outage',
    weight: 6,
    cause: 'people',
    of: 'firm',
    states: '计划停电没有提前通知，店里冷藏食品受损。',
    seeks: '赔偿损失并规范通知',
    proven: {
      found: '停电公告遗漏该台区，未满足提前7天公告要求。',
      reply: '公告遗漏属实，向您致歉；经协商给予象征性补偿，并纳入网格微信群通知。',
    },
    unproven: {
      found: '停电信息提前8天公告并短信通知，客户号码已签收。',
      reply: '通知短信发送成功，记录已提供；建议同时关注公众号停电推送。',
    },
  },
  {
    category: 'outage.notice',
    topic: 'outage',
    weight: 4,
    cause: 'people',
    states: '停电通知只贴在路口，短信也没收到，突然停电很被动。',
    seeks: '改进停电通知方式',
    proven: {
      found: '短信名单未更新，本台区{days}户未收到停电短信。',
      reply: '短信名单遗漏属实，已全部补录并向您致歉，今后同时在微信群通知。',
    },
    unproven: {
      found: '停电短信已提前7天发送，客户号码回执显示成功。',
      reply: '短信回执显示已送达，可能被手机拦截，已协助您设置并加入通知群。',
    },
  },
  {
    category: 'outage.execution',
    topic: 'outage',
    weight: 5,
    cause: 'event',
    of: 'home',
    states: '通知17:00送电，实际到{evening}才来电，作业延误影响做饭。',
    seeks: '按公告时间送电',
    proven: {
      found: '现场新增缺陷处理，未办理延期公告，送电推迟两个多小时。',
      reply: '延迟送电且未补充公告，向您致歉；已要求延期须提前一小时告知客户。',
    },
    unproven: {
      found: '线路于16:40送电，客户内部开关跳闸致家中无电。',
      reply: '线路按时送电，停电因家中漏电保护动作，已协助您排查恢复。',
    },
  },
  {
    category: 'outage.execution',
    topic: 'outage',
    weight: 3,
    cause: 'event',
    of: 'firm',
    states: '本月已经第三次停电，严重影响营业。',
    seeks: '减少停电次数',
    proven: {
      found: '{feeder}当月计划与故障停电共3次，检修未合并安排。',
      reply: '重复停电属实，已将后续检修合并，三个月内不再安排该线路计划停电。',
    },
    unproven: {
      found: '当月该台区仅停电1次，其余两次为客户产权线路故障。',
      reply: '其余两次为您自有线路故障，已提供整改建议。',
    },
  },
  {
    category: 'quality.voltage',
    topic: 'voltage',
    weight: 6,
    cause: 'material',
    states: '每到晚上空调带不动，灯光发暗，反映多次没有解决。',
    seeks: '尽快解决低电压',
    proven: {
      found: '晚高峰末端电压{volts}伏，低于允许下限，导线截面偏小。',
      reply: '低电压属实，已调整三相负荷，导线更换列入本月计划，完成后复测并告知您。',
    },
    unproven: {
      found: '连续三天监测电压合格，空调无法启动为设备电容故障。',
      reply: '监测数据合格，空调经检查为电容故障，已建议您联系售后。',
    },
  },
  {
    category: 'quality.voltage',
    topic: 'voltage',
    weight: 3,
    cause: 'material',
    of: 'home',
    states: '电压突然升高，家里电视机烧坏。',
    seeks: '赔偿电视机',
    proven: {
      found: '低压零线断线致电压升高至{high}伏，台区12户受影响。',
      reply: '零线断线属我方责任，已按居民家用电器损坏处理办法赔付，向您致歉。',
    },
    unproven: {
      found: '台区监测无过电压记录，邻户无异常，电视机为内部短路。',
      reply: '未发现过电压，维修鉴定为内部短路，鉴定书已送达。',
    },
  },
  {
    category: 'quality.reliability',
    topic: 'outage',
    weight: 4,
    cause: 'material',
    states: '一下雨就跳闸停电，{place}近两个月已多次。',
    seeks: '彻底整改线路',
    proven: {
      found: '{feeder}分支线树障严重，绝缘子老化。',
      reply: '已清理树障并更换绝缘子12片，雨季前完成整改，感谢您的反映。',
    },
    unproven: {
      found: '跳闸均由同台区用户设备漏电引起，线路无缺陷。',
      reply: '跳闸原因为邻户设备漏电，已督促整改并加装分级保护。',
    },
  },
  {
    category: 'construction.works',
    topic: 'construction',
    weight: 3,
    cause: 'people',
    states: '农网改造施工损坏水渠，说好修复一直没动。',
    seeks: '修复水渠',
    proven: {
      found: '施工单位压损水渠约6米，未按承诺时限修复。',
      reply: '水渠已修复并通水，施工单位已扣罚，向您致歉。',
    },
    unproven: {
      found: '水渠损坏处距施工点80米，村委证明为山洪冲毁。',
      reply: '经村委现场确认非施工造成，我们愿协助联系水利部门。',
    },
  },
  {
    category: 'construction.siting',
    topic: 'construction',
    weight: 2,
    cause: 'event',
    states: '变压器要安在窗户对面，担心噪声和安全，不同意。',
    seeks: '变更选址',
    proven: {
      found: '选址公示未张贴到本组，程序不完整。',
      reply: '公示不到位向您致歉；经重新勘查，台区位置向北移15米，已征得各户同意。',
    },
    unproven: {
      found: '选址经公示和村民代表签字，距离与噪声均符合规程。',
      reply: '选址程序合规，检测数据已送达；投运后将再次实测噪声并公布。',
    },
  },
];
