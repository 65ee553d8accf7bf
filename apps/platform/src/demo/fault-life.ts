/** The life of an ordinary fault: which crew goes when, what it finds, and how late it is. */
import type { Area, FaultCause, FaultStatus } from '@taizhang/contracts/intake';
import type { FaultCommandPayloads } from '@taizhang/intake/domain';
import { minuteMs } from './local-time';
import type { Person } from './organisation.data';
import type { Dice } from './random';
import type { Roster } from './roster';

type Payloads = Omit<FaultCommandPayloads, 'ReportFault' | 'MissDeadline' | 'RestoreWithOutage'>;

/** One step somebody takes; the fault and the promises of the arrival are put in later. */
export type FaultAct = {
  [Type in keyof Payloads]: Readonly<{
    at: number;
    by: Person;
    type: Type;
    data: Omit<Payloads[Type], 'faultId' | 'restoring' | 'promises'>;
  }>;
}[keyof Payloads];

type Beginning = Readonly<{
  reportedAt: number;
  area: Area;
  roster: Roster;
  dice: Dice;
  /** How far it comes; to the end unless told. */
  until?: FaultStatus;
}>;

/** Median minutes from the departure to the pole. */
const drive: Record<Area, number> = { urban: 24, rural: 52, remote: 78 };

const found: readonly (readonly [FaultCause, string, string])[] = [
  ['weather', '大风刮断树枝搭在低压线上，导线断落。', '已清障并重新接线，送电正常。'],
  ['weather', '雷击跳闸，跌落式熔断器烧毁。', '更换熔断器后试送成功。'],
  ['equipment', '低压分支箱接头烧断。', '更换接头和刀闸，恢复供电。'],
  ['equipment', '表前空气开关老化烧损。', '更换开关，客户现场确认来电。'],
  ['overload', '公用配变过负荷，低压总保护跳闸。', '转移部分负荷后恢复供电。'],
  ['third-party', '车辆撞断电杆拉线，线路混线。', '加固电杆并调整导线，恢复供电。'],
];

const course = [
  'dispatched',
  'departed',
  'arrived',
  'cause-found',
  'restored',
  'verified',
] as const;

/** Everything that will be done about a fault, or as much of it as is wanted. */
export function faultLifeOf({ reportedAt, area, roster, dice, until }: Beginning): FaultAct[] {
  const after = (minutes: number) => (now += Math.round(minutes * minuteMs));
  let now = reportedAt;
  const crew = roster.crew(dice);
  const [cause, findings, result] = dice.pick(found);
  // In a storm not everything is sent at once.
  const dispatchedAt = after(dice.chance(0.15) ? dice.between(4, 12) : dice.between(0.6, 2.6));
  const toUnitId = roster.unitIds[crew.unit];
  const by = roster.dispatcher(dispatchedAt);
  const acts: FaultAct[] = [{ at: dispatchedAt, by, type: 'DispatchFault', data: { toUnitId } }];
  acts.push({ at: after(dice.between(1, 5)), by: crew, type: 'DepartForFault', data: {} });
  const arrivedAt = after(dice.around(drive[area], 0.3));
  acts.push({ at: arrivedAt, by: crew, type: 'ArriveAtFault', data: {} });
  const words = { cause, class: null, findings };
  acts.push({ at: after(dice.between(4, 25)), by: crew, type: 'FindCause', data: words });
  const restoredAt = after(dice.around(55, 0.5));
  acts.push({ at: restoredAt, by: crew, type: 'RestoreSupply', data: { result } });
  const verified = { means: 'on-site', note: '客户现场确认来电。' } as const;
  acts.push({ at: after(dice.between(2, 6)), by: crew, type: 'VerifyFault', data: verified });
  acts.push({ at: after(dice.between(1, 20)), by: crew, type: 'CloseFault', data: {} });
  if (until === undefined) return acts;
  return acts.slice(0, course.findIndex((status) => status === until) + 1);
}
