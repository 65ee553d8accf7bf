/** The cases a tutorial tells: a doubled bill made good, and an answer that did not hold. */
import type { DemoCustomer } from './customers';
import { at, dayMs, workingDayBefore } from './local-time';
import { Dice } from './random';
import { chenJianguo, toldOfChen, toldOfWang, wangXiuying, zhouMin } from './stories.data';
import { planToldCase, planToldContact, type Day } from './told-case';
import { fill, wordsFor } from './words';
import type { World } from './world';

export const storyCustomers: readonly DemoCustomer[] = [wangXiuying, chenJianguo, zhouMin];

/** Only where the period is long enough to hold them. */
export function planStories(world: World): void {
  let days = 34;
  const day: Day = (nth) => workingDayBefore(world.lastDay, days - nth);
  // No long holiday between: her second call is a recontact, and somebody calls the next morning.
  while (at(day(5), 0) - at(day(0), 0) > 8 * dayMs) days++;
  if (at(day(0), 0) > world.from) tellOfWang(world, day);

  const began: Day = (nth) => workingDayBefore(world.lastDay, 24 - nth);
  if (at(began(0), 0) > world.from) tellOfChen(world, began);
}

function tellOfWang(world: World, day: Day): void {
  const words = wordsFor(wangXiuying, day(0), new Dice('wang-xiuying'));
  const say = (name: keyof typeof toldOfWang) => fill(toldOfWang[name], words);
  const calls = { day, customer: wangXiuying, topic: 'bill' as const };
  planToldContact(world, {
    ...calls,
    key: 'story/wang/inquiry',
    on: [0, '09:24'],
    channel: 'counter',
    owner: 'li-jing',
    asks: say('asks'),
    answer: say('answer'),
  });
  const by = 'liu-min';
  const toUnitId = world.roster.unitIds.complaints;
  const remedy = (name: 'apology' | 'correction' | 'compensation' | 'follow-up') => ({
    remedy: name,
    amountFen: name === 'compensation' ? 50_00 : null,
    note: say(name),
  });
  planToldCase(world, {
    ...calls,
    key: 'story/wang/complaint',
    on: [2, '10:09'],
    channel: 'hotline',
    owner: 'chen-xue',
    category: 'business.reading',
    asks: say('states'),
    seeks: say('seeks'),
    lines: [
      [2, '10:17', 'wang-jianhua', 'DispatchComplaint', { toUnitId }],
      [2, '10:38', by, 'AcceptComplaint', {}],
      [2, '11:05', by, 'ContactCustomer', { means: 'phone', note: say('contacted') }],
      [3, '10:32', by, 'InvestigateComplaint', { cause: 'people', findings: say('found') }],
      [3, '11:04', by, 'AdjudicateComplaint', { verdict: 'proven', reasons: say('reasons') }],
      [3, '11:20', by, 'RemedyComplaint', remedy('apology')],
      [3, '14:46', by, 'RemedyComplaint', remedy('correction')],
      [3, '15:12', by, 'RemedyComplaint', remedy('compensation')],
      [3, '16:03', by, 'ReplyToComplaint', { reply: say('reply') }],
      [5, '10:15', by, 'RemedyComplaint', remedy('follow-up')],
      [5, '10:31', by, 'CloseComplaint', { satisfaction: 5 }],
    ],
  });
  planToldContact(world, {
    ...calls,
    key: 'story/wang/praise',
    on: [16, '15:21'],
    channel: 'hotline',
    owner: 'ma-chao',
    topic: 'conduct',
    type: 'praise',
    asks: say('praises'),
    answer: say('praised'),
  });
}

function tellOfChen(world: World, day: Day): void {
  const told = toldOfChen;
  const by = 'zhu-jianjun';
  const toUnitId = world.roster.unitIds.repair;
  const step = (remedy: 'apology' | 'correction', note: string) => ({
    remedy,
    amountFen: null,
    note,
  });
  planToldCase(world, {
    key: 'story/chen/complaint',
    day,
    on: [0, '20:12'],
    customer: chenJianguo,
    channel: 'hotline',
    owner: 'luo-dan',
    topic: 'voltage',
    category: 'quality.voltage',
    asks: told.states,
    seeks: told.seeks,
    lines: [
      [0, '20:23', 'liang-hui', 'DispatchComplaint', { toUnitId }],
      [1, '08:41', by, 'AcceptComplaint', {}],
      [1, '09:10', by, 'ContactCustomer', { means: 'phone', note: told.contacted }],
      [2, '08:52', by, 'InvestigateComplaint', { cause: 'material', findings: told.found }],
      [2, '09:20', by, 'AdjudicateComplaint', { verdict: 'partly-proven', reasons: told.reasons }],
      [2, '16:05', by, 'RemedyComplaint', step('apology', told.apology)],
      [2, '16:20', by, 'RemedyComplaint', step('correction', told.correction)],
      [3, '09:15', by, 'ReplyToComplaint', { reply: told.reply }],
      [5, '10:02', by, 'CloseComplaint', { satisfaction: 3 }],
      [9, '09:33', 'wang-jianhua', 'ReopenComplaint', { reason: told.reopened }],
      [9, '16:40', by, 'ContactCustomer', { means: 'visit', note: told.contactedAgain }],
      [10, '11:12', by, 'InvestigateComplaint', { cause: 'material', findings: told.foundAgain }],
      [10, '14:25', by, 'AdjudicateComplaint', { verdict: 'proven', reasons: told.reasonsAgain }],
      [10, '15:40', by, 'RemedyComplaint', step('apology', told.apologyAgain)],
      [12, '17:05', by, 'RemedyComplaint', step('correction', told.correctionAgain)],
      [13, '10:20', by, 'ReplyToComplaint', { reply: told.replyAgain }],
      [16, '11:08', by, 'CloseComplaint', { satisfaction: 4 }],
    ],
  });
}
