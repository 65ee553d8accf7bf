/** What is still to do when the demonstration begins: some of everything, some of it late. */
import type { Category, Cause, Status } from '@taizhang/contracts/complaints';
import type { Channel } from '@taizhang/contracts/intake';
import { grievances, natureOf, teamFor } from './grievances';
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

type Unfinished = readonly [
  /** How far it came. */
  stop: Exclude<Status, 'closed'>,
  /** Lodged so many working days before the last one, or on the last day, worked or not. */
  days: number | 'last',
  time: string,
  category: Category,
  /** Who has it, by name key. */
  handler: string | null,
];

/**
 * Those lodged on the last day and not spoken to yet breach one after the other in the day that
 * follows (24 h); those of two working weeks ago are breached.
 */
const cases: readonly Unfinished[] = [
  ['lodged', 'last', '23:12', 'business.tariff', null],
  ['lodged', 'last', '23:41', 'outage.repair', null],
  ['returned', 'last', '14:05', 'business.metering', 'deng-gang'],
  ['returned', 'last', '18:22', 'business.reading', 'cao-lei'],
  ['dispatched', 'last', '19:31', 'service.attitude', null],
  ['dispatched', 'last', '21:48', 'quality.voltage', null],
  ['accepted', 'last', '09:26', 'business.metering', 'zhang-wei'],
  ['accepted', 'last', '14:21', 'business.tariff', 'liu-min'],
  ['accepted', 'last', '17:07', 'outage.notice', 'zhu-jianjun'],
  ['contacted', 0, '09:33', 'business.reading', 'liu-min'],
  ['contacted', 1, '10:46', 'business.connection', 'xie-wen'],
  ['contacted', 1, '15:10', 'service.conduct', 'yang-fan'],
  ['investigated', 2, '09:05', 'business.metering', 'zhang-wei'],
  ['investigated', 2, '11:14', 'business.tariff', 'liu-min'],
  ['investigated', 8, '10:20', 'business.reading', 'guo-zhiqiang'],
  ['investigated', 9, '15:48', 'service.hours', 'guo-zhiqiang'],
  ['adjudicated', 3, '08:57', 'quality.voltage', 'deng-gang'],
  ['adjudicated', 3, '14:39', 'business.reading', 'liu-min'],
  ['remedied', 3, '16:15', 'business.charges', 'lin-fang'],
  ['remedied', 4, '10:31', 'business.tariff', 'yang-fan'],
  ['replied', 4, '09:48', 'business.tariff', 'liu-min'],
  ['replied', 5, '16:02', 'outage.repair', 'zhu-jianjun'],
  ['reopened', 13, '10:10', 'business.metering', 'cao-lei'],
  ['reopened', 14, '15:26', 'business.reading', 'guo-zhiqiang'],
];

export function planUnfinished(world: World): void {
  cases.forEach((unfinished, number) => planCase(world, unfinished, number));
  planOpenContact(world, 'li-jing', 'counter', '17:02');
  planOpenContact(world, 'li-jing', 'counter', '17:18');
  planOpenContact(world, 'chen-xue', 'hotline', '16:44');
}

function planCase(world: World, unfinished: Unfinished, number: number): void {
  const [stop, days, time, category] = unfinished;
  const latest = workingDayBefore(workingDayBefore(world.lastDay, -1), 1);
  const day: Day = (nth) =>
    days === 'last' ? world.lastDay : workingDayBefore(latest, Math.max(0, days - nth));
  if (at(day(0), 0) < world.from) return;
  const key = `unfinished/${number}-${stop}`;
  const dice = new Dice(world.seed, key);
  const grievance = dice.pick(grievances.filter((one) => one.category === category));
  const customer = world.anyCustomer(dice, grievance.of);
  const words = wordsFor(customer, day(0), dice);
  const { found, reply } = grievance.proven;
  const texts = { findings: fill(found, words), reply: fill(reply, words) };
  planToldCase(world, {
    key,
    day,
    on: [0, time],
    customer,
    channel: number % 3 ? 'hotline' : 'app',
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
function linesUntil([stop, days, time, category, handler]: Unfinished, told: Told): Line[] {
  const { world, dice, cause, findings, reply } = told;
  const nature = natureOf(category);
  const team = handler ? world.roster.named(handler).unit : teamFor(category);
  const by = handler ?? '';
  // Who sits on a case for a week has not called the customer in time either.
  const slow = days !== 'last' && days > 7 && stop === 'investigated';
  const toUnitId = world.roster.unitIds[team];
  const remedy = (name: 'apology' | 'correction') =>
    ({ remedy: name, amountFen: null, note: dice.pick(remedyNotes[name][nature]) }) as const;
  const contact = { means: 'phone', note: dice.pick(contactNotes.phone) } as const;
  const verdict = { verdict: 'proven', reasons: dice.pick(verdictReasons.proven) } as const;
  const back = { reason: 'wrong-unit', note: dice.pick(returnNotes['wrong-unit']) } as const;
  const again = { reason: dice.pick(reopeningReasons[nature]) };

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
    ['reopened', [99, '15:40', 'wang-jianhua', 'ReopenComplaint', again]],
  ];
  const end = course.findIndex(([status]) => status === stop);
  return course.slice(0, end + 1).flatMap(([, ...lines]) => lines);
}

function later(time: string, minutes: number): string {
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes;
  const [hours, rest] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Somebody waits for a colleague's word before they answer. */
function planOpenContact(world: World, owner: string, channel: Channel, time: string): void {
  const key = `unfinished/open/${owner}/${time}`;
  const dice = new Dice(world.seed, key);
  const latest = workingDayBefore(workingDayBefore(world.lastDay, -1), 1);
  const topic = dice.pick(['payment', 'connection', 'meter'] as const);
  const { asks, of, type = 'inquiry' } = dice.pick(inquiries[topic]);
  const customer = world.anyCustomer(dice, of);
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
