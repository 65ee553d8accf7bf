/** The cases a tutorial tells: a doubled bill made good, and an answer that did not hold. */
import type { Topic } from '@taizhang/contracts/intake';
import type { DemoCustomer } from './customers';
import { addDays, at, minuteMs, workingDayBefore, workingDayFrom } from './local-time';
import { chenJianguo, toldToChen, toldToWang, wangXiuying } from './stories.data';
import { momentMs, planToldCase, type Moment } from './told-case';
import { fill, wordsFor } from './words';
import { Dice } from './random';
import type { World } from './world';

export const storyCustomers: readonly DemoCustomer[] = [wangXiuying, chenJianguo];

/** Only where the period is long enough to hold them. */
export function planStories(world: World): void {
  planDoubledBill(world, (days) => workingDayBefore(world.lastDay, 34 - days));
  planLowVoltage(world, (days) => workingDayBefore(world.lastDay, 24 - days));
}

/** The working day so many working days after the story begins. */
type Day = (days: number) => string;

const begins = (world: World, day: Day) => at(day(0), 0) > world.from;

function planDoubledBill(world: World, day: Day): void {
  if (!begins(world, day)) return;
  const words = wordsFor(wangXiuying, day(0), new Dice('wang-xiuying'));
  const told = Object.fromEntries(
    Object.entries(toldToWang).map(([name, text]) => [name, fill(text, words)]),
  ) as typeof toldToWang;
  const first = { date: day(0), time: '09:24' };
  const [asks, answer] = [told.asks, told.told];
  planAnswered(world, { key: 'story/wang/inquiry', owner: 'li-jing', on: first, asks, answer });

  const by = 'liu-min';
  const on = (days: number, time: string): Moment => ({ date: day(days), time });
  const visit = { remedy: 'apology', amountFen: null, note: told.apology } as const;
  const refund = { remedy: 'correction', amountFen: null, note: told.correction } as const;
  const gift = { remedy: 'compensation', amountFen: 50_00, note: told.compensation } as const;
  const after = { remedy: 'follow-up', amountFen: null, note: told.followUp } as const;
  const contacted = { means: 'phone', note: told.contacted } as const;
  const judged = { verdict: 'proven', reasons: told.reasons } as const;
  const dispatched = { toUnitId: world.roster.unitIds.complaints };
  planToldCase(world, {
    key: 'story/wang/complaint',
    customer: wangXiuying,
    channel: 'hotline',
    owner: 'chen-xue',
    // Within the 7 days of a recontact.
    lodged: { date: workingDayFrom(addDays(day(0), 3)), time: '10:09' },
    topic: 'bill',
    category: 'business.reading',
    states: told.states,
    seeks: told.seeks,
    steps: afterLodging(world, day, [
      ['10:17', 0, 'wang-jianhua', 'DispatchComplaint', dispatched],
      ['10:38', 0, by, 'AcceptComplaint', {}],
      ['11:05', 0, by, 'ContactCustomer', contacted],
      ['10:32', 1, by, 'InvestigateComplaint', { cause: 'people', findings: told.found }],
      ['11:04', 1, by, 'AdjudicateComplaint', judged],
      ['11:20', 1, by, 'RemedyComplaint', visit],
      ['14:46', 1, by, 'RemedyComplaint', refund],
      ['15:12', 1, by, 'RemedyComplaint', gift],
      ['16:03', 1, by, 'ReplyToComplaint', { reply: told.reply }],
      ['10:15', 3, by, 'RemedyComplaint', after],
      ['10:31', 3, by, 'CloseComplaint', { satisfaction: 5 }],
    ]),
  });
  const praise = { key: 'story/wang/praise', owner: 'ma-chao', on: on(14, '15:21') };
  planAnswered(world, { ...praise, asks: told.praise, answer: told.praised });
}
