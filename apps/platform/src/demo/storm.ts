/** Nights on which the lines came down: what becomes a fault, and what is open at the end. */
import type { FaultStatus, GradeGround } from '@taizhang/contracts/intake';
import type { DemoCustomer } from './customers';
import { faultLifeOf } from './fault-life';
import { at, minuteMs } from './local-time';
import { Dice } from './random';
import type { World } from './world';

type Report = Readonly<{
  key: string;
  openedAt: number;
  customer: DemoCustomer;
  dice: Dice;
  until?: FaultStatus;
}>;

const words = [
  '大风后突然停电，{place}附近好几户都没电。',
  '雷声后家里全黑，听到外面有放电的响声。',
  '电线被风刮断掉在路边，请尽快来人。',
  '整栋楼停电，电梯停运。',
  '变压器冒火花伴有响声，周围没电了。',
  '停电半小时了，家里有老人用制氧机。',
] as const;
/** Which of the words tell of danger. */
const dangerous: readonly number[] = [2, 4, 5];

/** Somebody reports that it is dark; a crew comes, sooner or later. */
export function planFault(world: World, report: Report): void {
  const { key, openedAt, customer, dice, until } = report;
  const { planners, roster } = world;
  const number = dice.int(0, words.length - 1);
  const supply = customer.supplyPlaces[0];
  const area = supply?.area ?? 'urban';
  const place = supply?.address ?? customer.address;
  const isImportant = customer.kind === 'important';
  const grounds: GradeGround[] = [
    ...(dangerous.includes(number) ? (['danger-to-life'] as const) : []),
    ...(isImportant ? (['important-user'] as const) : []),
  ];
  const settledAt = openedAt + Math.round(dice.between(1.5, 4) * minuteMs);
  const faultId = planners.faults.idOf(key);
  const acts = () => {
    // The exchange is quick, but not instantaneous.
    const reportedAt = settledAt + 1000;
    return until === 'graded'
      ? []
      : faultLifeOf({ reportedAt, area, roster, dice, ...(until && { until }) });
  };
  planners.contacts.plan(
    {
      ...{ key, openedAt, settledAt, channel: 'hotline', type: 'fault', topic: 'outage' },
      owner: roster.agentFor('hotline', customer.hall, openedAt, dice),
      customerId: planners.customers.idOf(customer),
      summary: words[number]!.replace('{place}', place),
      outcome: {
        how: 'routed',
        to: 'faults',
        category: dice.chance(0.8) ? 'low-voltage' : 'high-voltage',
        severity: grounds.length > 0 ? 'urgent' : 'ordinary',
        remedySought: '',
        ...{ area, place, grounds },
      },
    },
    () => planners.faults.plan({ key, faultId, area }, acts()),
  );
}

/** How far each came by the midnight that ends the demonstration. */
const open: readonly (readonly [until: FaultStatus, time: string])[] = [
  ['restored', '21:04'],
  ['cause-found', '21:52'],
  ['arrived', '22:31'],
  ['departed', '23:19'],
  ['dispatched', '23:38'],
  ['graded', '23:47'],
  ['graded', '23:54'],
];

/** A gusty last evening: something in every lane of the board. */
export function planOpenFaults(world: World): void {
  open.forEach(([until, time], number) => {
    const key = `open-fault/${number}-${until}`;
    const dice = new Dice(world.seed, key);
    const customer = world.anyCustomer(dice, 'home');
    const openedAt = at(world.lastDay, time) + Math.round(dice.between(1, 50_000));
    planFault(world, { key, openedAt, customer, dice, until });
  });
  world.planners.faults.notice({
    key: 'open-fault/noticed',
    at: at(world.lastDay, '23:49'),
    by: world.roster.named('liang-hui'),
    area: 'rural',
    place: '东桥镇大桥村配变台区',
    statement: '配变终端离线，疑似高压熔断器跌落。',
  });
}
