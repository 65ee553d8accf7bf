/** Who works where at the power-supply company of Lanxi, a county that does not exist. */
import type { Role, UnitKind } from '@taizhang/contracts/organisation';

export type UnitKey =
  | 'company'
  | 'hall-town'
  | 'hall-bridge'
  | 'hall-river'
  | 'hotline'
  | 'complaints'
  | 'metering'
  | 'repair'
  | 'marketing';

type Unit = Readonly<{ key: UnitKey; name: string; kind: UnitKind }>;

export const units: readonly Unit[] = [
  { key: 'company', name: '澜溪县供电公司', kind: 'company' },
  { key: 'hall-town', name: '城关营业厅', kind: 'hall' },
  { key: 'hall-bridge', name: '东桥营业厅', kind: 'hall' },
  { key: 'hall-river', name: '柳河营业厅', kind: 'hall' },
  { key: 'hotline', name: '95598客服班', kind: 'hotline' },
  { key: 'complaints', name: '投诉处理班', kind: 'team' },
  { key: 'metering', name: '计量班', kind: 'team' },
  { key: 'repair', name: '抢修班', kind: 'team' },
  { key: 'marketing', name: '市场营销部', kind: 'team' },
];

export type Person = Readonly<{
  key: string;
  name: string;
  unit: UnitKey;
  role: Role;
  /** Who can be tried out in the demonstration. */
  username?: string;
  /** How long they take for the same work; 1 is usual. */
  pace?: number;
  /** How likely work falls to them, compared with their colleagues; 1 is usual. */
  share?: number;
  /** Joined so many thousandths of the period after its beginning. */
  joins?: number;
  moves?: Readonly<{ to: UnitKey; when: number }>;
}>;

const agent = (key: string, name: string, unit: UnitKey, more: Partial<Person> = {}): Person => ({
  key,
  name,
  unit,
  role: 'agent',
  ...more,
});
const handler = (key: string, name: string, unit: UnitKey, more: Partial<Person>): Person => ({
  key,
  name,
  unit,
  role: 'handler',
  ...more,
});

export const people: readonly Person[] = [
  agent('li-jing', '李静', 'hall-town', { username: 'agent', share: 1.3 }),
  agent('zhao-lei', '赵磊', 'hall-town'),
  agent('sun-lijuan', '孙丽娟', 'hall-town'),
  agent('zhou-ting', '周婷', 'hall-town', { joins: 330 }),
  agent('wu-haiyan', '吴海燕', 'hall-bridge'),
  agent('zheng-tao', '郑涛', 'hall-bridge'),
  agent('huang-xiaomei', '黄小梅', 'hall-river'),
  agent('he-jun', '何军', 'hall-river', { moves: { to: 'hall-bridge', when: 550 } }),
  agent('chen-xue', '陈雪', 'hotline', { username: 'hotline' }),
  agent('ma-chao', '马超', 'hotline'),
  agent('xu-jia', '徐佳', 'hotline'),
  agent('luo-dan', '罗丹', 'hotline'),
  // The excellent one and the slow one sit in the same room.
  handler('liu-min', '刘敏', 'complaints', { username: 'handler', pace: 0.5, share: 1.4 }),
  handler('yang-fan', '杨帆', 'complaints', { pace: 1 }),
  handler('guo-zhiqiang', '郭志强', 'complaints', { pace: 2.6, share: 0.8 }),
  handler('zhang-wei', '张伟', 'metering', { username: 'metering', pace: 0.9 }),
  handler('cao-lei', '曹磊', 'metering', { pace: 1.3 }),
  handler('zhu-jianjun', '朱建军', 'repair', { username: 'repair', pace: 0.8 }),
  handler('deng-gang', '邓刚', 'repair', { pace: 1.4 }),
  handler('lin-fang', '林芳', 'marketing', { pace: 1 }),
  handler('xie-wen', '谢文', 'marketing', { pace: 1.2 }),
  { key: 'tan-yong', name: '谭勇', unit: 'repair', role: 'crew', username: 'crew' },
  { key: 'pan-hao', name: '潘浩', unit: 'repair', role: 'crew' },
  { key: 'fan-li', name: '范莉', unit: 'marketing', role: 'billing', username: 'billing' },
  { key: 'lu-yao', name: '陆瑶', unit: 'marketing', role: 'billing' },
  { key: 'dong-qing', name: '董青', unit: 'company', role: 'assessor', username: 'assessor' },
  {
    key: 'wang-jianhua',
    name: '王建华',
    unit: 'company',
    role: 'supervisor',
    username: 'supervisor',
  },
  { key: 'liang-hui', name: '梁慧', unit: 'hotline', role: 'supervisor' },
  { key: 'song-ming', name: '宋明', unit: 'company', role: 'auditor', username: 'auditor' },
  {
    key: 'tao-yun',
    name: '陶云',
    unit: 'company',
    role: 'privacy-officer',
    username: 'privacy',
  },
  { key: 'xu-qiang', name: '许强', unit: 'company', role: 'operator', username: 'operator' },
  {
    key: 'meter-system',
    name: '用电信息采集系统',
    unit: 'company',
    role: 'integration',
    username: 'meters',
  },
  { key: 'feng-xuemei', name: '冯雪梅', unit: 'company', role: 'administrator', username: 'admin' },
];
