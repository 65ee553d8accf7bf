/** What is still to do when the demonstration begins: some of everything, some of it late. */
import type { Category, Cause, Status } from '@taizhang/contracts/complaints';
import type { Channel } from '@taizhang/contracts/intake';
import { grievances, teamFor } from './grievances';
import { inquiries } from './inquiries';
import { at, workingDayBefore } from './local-time';
import {
  contactNotes,
  remedyNotes,
  reopeningReasons,
  returnNotes,
  verdictReasons,
} from './phrases.data';
import { Dice } from './random';
import { planToldCase, planToldContact, type Day, type Line } from './told-case';
import { fill, wordsFor } from './words';
import type { World } from './world';

type Unfinished = Readonly<{
  /** How far it came. */
  stop: Exclude<Status, 'closed'>;
  /** Lodged so many working days before the last one; `last` is the last day, worked or not. */
  lodged: readonly [days: number | 'last', time: string];
  category: Category;
  handler: string;
  channel?: Channel;
}>;

/**
 * Those lodged on the last day and not spoken to yet breach one after the other in the day that
 * follows (24 h); those of two working weeks ago are breached.
 */
const cases: readonly Unfinished[] = [
  { stop: 'lodged', lodged: ['last', '23:12'], category: 'business.tariff', handler: '' },
  { stop: 'lodged', lodged: ['last', '23:41'], category: 'outage.repair', handler: '' },
  {
    stop: 'returned',
    lodged: ['last', '14:05'],
    category: 'business.metering',
    handler: 'deng-gang',
  },
  { stop: 'returned', lodged: ['last', '18:22'], category: 'business.reading', handler: 'cao-lei' },
  { stop: 'dispatched', lodged: ['last', '19:31'], category: 'service.attitude', handler: '' },
  { stop: 'dispatched', lodged: ['last', '21:48'], category: 'quality.voltage', handler: '' },
  {
    stop: 'accepted',
    lodged: ['last', '09:26'],
    category: 'business.metering',
    handler: 'zhang-wei',
  },
  { stop: 'accepted', lodged: ['last', '14:21'], category: 'business.tariff', handler: 'liu-min' },
  {
    stop: 'accepted',
    lodged: ['last', '17:07'],
    category: 'outage.notice',
    handler: 'zhu-jianjun',
  },
  { stop: 'contacted', lodged: [0, '09:33'], category: 'business.reading', handler: 'liu-min' },
  { stop: 'contacted', lodged: [1, '10:46'], category: 'business.connection', handler: 'xie-wen' },
  { stop: 'contacted', lodged: [1, '15:10'], category: 'service.conduct', handler: 'yang-fan' },
  {
    stop: 'investigated',
    lodged: [2, '09:05'],
    category: 'business.metering',
    handler: 'zhang-wei',
  },
  { stop: 'investigated', lodged: [2, '11:14'], category: 'business.tariff', handler: 'liu-min' },
  {
    stop: 'investigated',
    lodged: [8, '10:20'],
    category: 'business.reading',
    handler: 'guo-zhiqiang',
  },
  {
    stop: 'investigated',
    lodged: [9, '15:48'],
    category: 'service.hours',
    handler: 'guo-zhiqiang',
  },
  { stop: 'adjudicated', lodged: [3, '08:57'], category: 'quality.voltage', handler: 'deng-gang' },
  { stop: 'adjudicated', lodged: [3, '14:39'], category: 'business.reading', handler: 'liu-min' },
  { stop: 'remedied', lodged: [3, '16:15'], category: 'business.charges', handler: 'lin-fang' },
  { stop: 'remedied', lodged: [4, '10:31'], category: 'business.tariff', handler: 'yang-fan' },
  { stop: 'replied', lodged: [4, '09:48'], category: 'business.tariff', handler: 'liu-min' },
  { stop: 'replied', lodged: [5, '16:02'], category: 'outage.repair', handler: 'zhu-jianjun' },
  { stop: 'reopened', lodged: [13, '10:10'], category: 'business.metering', handler: 'cao-lei' },
  {
    stop: 'reopened',
    lodged: [14, '15:26'],
    category: 'business.reading',
    handler: 'guo-zhiqiang',
  },
];

export function planUnfinished(world: World): void {
  cases.forEach((unfinished, number) => planCase(world, unfinished, number));
  planOpenContact(world, 'li-jing', 'counter', '17:02');
  planOpenContact(world, 'li-jing', 'counter', '17:18');
  planOpenContact(world, 'chen-xue', 'hotline', '16:44');
}

function planCase(world: World, unfinished: Unfinished, number: number): void {
  const { stop, lodged, category, handler, channel = number % 3 ? 'hotline' : 'app' } = unfinished;
  const [days, time] = lodged;
  const latest = workingDayBefore(workingDayBefore(world.lastDay, -1), 1);
  const day: Day = (nth) =>
    days === 'last' ? world.lastDay : workingDayBefore(latest, Math.max(0, days - nth));
  if (at(day(0), 0) < world.from) return;
  const key = `unfinished/${number}-${stop}`;
  const dice = new Dice(world.seed, key);
  const customer = world.anyCustomer(dice);
  const words = wordsFor(customer, day(0), dice);
  const grievance = dice.pick(grievances.filter((one) => one.category === category));
  const { found, reply } = grievance.proven;
  const texts = { findings: fill(found, words), reply: fill(reply, words) };
  planToldCase(world, {
    key,
    day,
    on: [0, time],
    customer,
    channel,
    owner: dice.pick(['chen-xue', 'ma-chao', 'xu-jia', 'luo-dan']),
    topic: grievance.topic,
    category,
    asks: fill(grievance.states, words),
    seeks: grievance.seeks,
    lines: linesUntil(unfinished, { world, dice, ...texts, cause: grievance.cause }),
  });
}

type Told = Readonly<{
  world: World;
  dice: Dice;
  cause: Cause;
  findings: string;
  reply: string;
}>;

/** In the order of the lifecycle, as far as it came. */
function linesUntil({ stop, lodged, handler: by, ...of }: Unfinished, told: Told): Line[] {
  const { world, dice, cause, findings, reply } = told;
  const [days, time] = lodged;
  // Who sits on a case for a week has not called the customer in time either.
  const slow = days !== 'last' && days > 7 && stop === 'investigated';
  const toUnitId = world.roster.unitIds[by ? world.roster.named(by).unit : teamFor(of.category)];
  const remedy = (name: 'apology' | 'correction') =>
    ({ remedy: name, amountFen: null, note: dice.pick(remedyNotes[name]) }) as const;
  const contact = { means: 'phone', note: dice.pick(contactNotes) } as const;
  const verdict = { verdict: 'proven', reasons: dice.pick(verdictReasons.proven) } as const;
  const back = { reason: 'wrong-unit', note: dice.pick(returnNotes['wrong-unit']) } as const;

  const dispatched: Line = [0, later(time, 9), 'liang-hui', 'DispatchComplaint', { toUnitId }];
  if (stop === 'lodged') return [];
  if (stop === 'returned') return [dispatched, [0, later(time, 137), by, 'ReturnComplaint', back]];
  const course: readonly (readonly [Status, ...Line[]])[] = [
    ['dispatched', dispatched],
    ['accepted', [0, later(time, 64), by, 'AcceptComplaint', {}]],
    [
      'contacted',
      [slow ? 2 : 0, slow ? '10:12' : later(time, 118), by, 'ContactCustomer', contact],
    ],
    ['investigated', [slow ? 5 : 1, '10:24', by, 'InvestigateComplaint', { cause, findings }]],
    ['adjudicated', [1, '15:06', by, 'AdjudicateComplaint', verdict]],
    [
      'remedied',
      [2, '09:41', by, 'RemedyComplaint', remedy('apology')],
      [2, '10:02', by, 'RemedyComplaint', remedy('correction')],
    ],
    ['replied', [2, '11:20', by, 'ReplyToComplaint', { reply }]],
    ['closed', [4, '10:08', by, 'CloseComplaint', { satisfaction: 2 }]],
    ['reopened', [99, '15:40', 'wang-jianhua', 'ReopenComplaint', reopening(dice)]],
  ];
  const end = course.findIndex(([status]) => status === stop);
  return course.slice(0, end + 1).flatMap(([, ...lines]) => lines);
}

const reopening = (dice: Dice) => ({ reason: dice.pick(reopeningReasons) });

function later(time: string, minutes: number): string {
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes;
  const [hours, rest] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Somebody waits for a colleague's word before they answer. */
function planOpenContact(world: World, owner: string, channel: Channel, time: string): void {
  const key = `unfinished/open/${owner}/${time}`;
  const dice = new Dice(world.seed, key);
  const customer = world.anyCustomer(dice);
  const latest = workingDayBefore(workingDayBefore(world.lastDay, -1), 1);
  const topic = dice.pick(['payment', 'connection', 'meter'] as const);
  const { asks, type = 'inquiry' } = dice.pick(inquiries[topic]);
  planToldContact(world, {
    key,
    day: () => latest,
    on: [0, time],
    customer,
    channel,
    owner,
    topic,
    type,
    asks: fill(asks, wordsFor(customer, latest, dice)),
    answer: null,
  });
}
