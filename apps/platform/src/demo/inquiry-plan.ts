/** Inquiries of half a year, and one in every state when the demonstration begins. */
import type { InquiryCommand } from '@taizhang/billing-inquiries/domain';
import type { InquiryStatus } from '@taizhang/contracts/billing-inquiries';
import type { Topic } from '@taizhang/contracts/intake';
import { idFrom, instant } from '@taizhang/kernel';
import type { ContactCommand } from '@taizhang/intake/domain';
import type { Billed } from './billed-accounts';
import { defaulters } from './billed-accounts';
import type { ActOf } from './desk';
import {
  answeredLife,
  fastMeterLife,
  groundlessLife,
  misreadLife,
  until,
  type InquiryStep,
} from './inquiry-life';
import { askedOfBilling, toldOfZhou, type InquiryWords } from './inquiry-words.data';
import { addDays, afterOpen, at, office, workingDayBefore, workingDayFrom } from './local-time';
import { Dice } from './random';
import { zhouMin } from './stories.data';
import type { Billing } from './supply-stories';
import type { World } from './world';

/** Of 2,000 customers in half a year. */
const ordinary = 34;

type Planned = Readonly<{
  key: string;
  account: Billed;
  words: InquiryWords;
  /** When the contact is opened. */
  from: number;
  handler: 'fan-li' | 'lu-yao';
  life: readonly InquiryStep[];
}>;

/** How far it came, so many working days before the last one, at what time. */
const unfinished: readonly (readonly [InquiryStatus, number, string])[] = [
  ['opened', 0, '16:41'],
  ['opened', 0, '17:20'],
  ['verified', 0, '15:32'],
  ['typed', 0, '14:18'],
  ['investigating', 1, '10:26'],
  // Overlooked: its answer is late.
  ['investigating', 9, '09:48'],
  ['test-requested', 2, '09:31'],
  ['tested', 4, '09:12'],
  ['test-disputed', 6, '10:40'],
  ['found', 2, '14:03'],
  ['adjustment-proposed', 2, '09:55'],
  ['adjustment-proposed', 3, '10:33'],
  ['adjustment-approved', 3, '09:20'],
  ['adjustment-posted', 3, '08:49'],
  ['answered', 1, '09:02'],
  ['reopened', 6, '10:05'],
];

export function planInquiries(world: World, billing: Billing): void {
  const accounts = billing.accounts.slice(defaulters).filter(isHome);
  const plan = (one: Planned) => planInquiry(world, billing, one);
  const count = Math.round(
    ordinary * world.scale * ((at(world.lastDay, 0) - world.from) / halfYear),
  );
  for (let number = 0; number < count; number++) plan(ordinaryInquiry(world, accounts, number));
  unfinished.forEach((one, number) => {
    const planned = unfinishedInquiry(world, accounts, number, one);
    if (planned.from > world.opensAt) plan(planned);
  });
  planZhou(world, billing, plan);
}

const halfYear = 182 * 86_400_000;
const isHome = ({ simulated }: Billed) =>
  simulated.tariff === 'resident' && simulated.habit === 'prompt';

function ordinaryInquiry(world: World, accounts: readonly Billed[], number: number): Planned {
  const key = `billing/${number}`;
  const dice = new Dice(world.seed, key);
  const words = dice.pick(askedOfBilling);
  const account = dice.pick(accounts);
  // Early enough that the slowest of them is closed by the end.
  const span = Math.floor((at(world.lastDay, 0) - world.from) / 86_400_000) - 32;
  const day = workingDayFrom(addDays(world.firstDay, 3 + Math.floor(dice.real() * span)));
  return {
    ...{ key, account, words, from: at(day, dice.between(525, 1010)) },
    handler: dice.chance(0.6) ? 'fan-li' : 'lu-yao',
    life: until(lifeFor(words, account, dice), 'closed'),
  };
}

function lifeFor(words: InquiryWords, account: Billed, dice: Dice): InquiryStep[] {
  const billedWh = account.simulated.monthlyWh * 2;
  if (words.kind === 'disputed-meter') return fastMeterLife(words, billedWh);
  if (words.kind === 'reading-error') return misreadLife(words, billedWh);
  return dice.chance(0.4) ? groundlessLife(words) : answeredLife(words);
}

const ofKind = (kind: InquiryWords['kind']) => askedOfBilling.find((one) => one.kind === kind)!;

function unfinishedInquiry(
  world: World,
  accounts: readonly Billed[],
  number: number,
  [stop, days, time]: (typeof unfinished)[number],
): Planned {
  const key = `billing/unfinished/${number}-${stop}`;
  const dice = new Dice(world.seed, key);
  const account = dice.pick(accounts);
  const billedWh = account.simulated.monthlyWh * 2;
  const onTest = stop.startsWith('test');
  const reading = stop.startsWith('adjustment') || stop === 'found' || stop === 'investigating';
  const words = onTest
    ? ofKind('disputed-meter')
    : reading
      ? ofKind('reading-error')
      : dice.pick(askedOfBilling.slice(0, 7));
  const life = onTest
    ? fastMeterLife(words, billedWh, { disputed: true })
    : reading
      ? misreadLife(words, billedWh)
      : answeredLife(words);
  const day = workingDayBefore(workingDayBefore(world.lastDay, -1), days + 1);
  return {
    ...{ key, account, words, from: at(day, time) + Math.round(dice.between(1, 50_000)) },
    handler: number % 3 === 2 ? 'lu-yao' : 'fan-li',
    life: until(life, stop),
  };
}

/** The story a tutorial can tell: a meter that ran too fast, from the doubt to the refund. */
function planZhou(world: World, { accounts, facts }: Billing, plan: (one: Planned) => void): void {
  const account = accounts.find(({ customer }) => customer.key === zhouMin.key)!;
  const from = at(workingDayBefore(world.lastDay, 17), '10:08');
  if (from < world.opensAt) return;
  const { accountNumber } = account.known;
  const billed = facts.filter(
    ({ type, data, at: told }) =>
      type === 'BillIssued' &&
      (data as { accountNumber: string }).accountNumber === accountNumber &&
      Date.parse(told) < from,
  );
  const sum = billed.reduce((wh, { data }) => wh + (data as { energyWh: number }).energyWh, 0);
  const words = { kind: 'disputed-meter' as const, asks: toldOfZhou.asks, told: '' };
  // Since the last test two years ago, of which the ledger holds the newest months only.
  const life = fastMeterLife(words, sum + 24 * account.simulated.monthlyWh, { told: toldOfZhou });
  const told = { account, words, from, handler: 'fan-li' as const };
  plan({ ...told, key: 'story/zhou/meter', life: until(life, 'closed') });
}

const topics: Partial<Record<InquiryWords['kind'], Topic>> = {
  tariff: 'tariff',
  tiers: 'tariff',
  penalty: 'payment',
  payment: 'payment',
  invoice: 'invoice',
  'reading-error': 'reading',
  'disputed-meter': 'meter',
};

function planInquiry(world: World, { desk }: Billing, planned: Planned): void {
  const { key, account, words, from } = planned;
  const { planners, roster, agenda } = world;
  const dice = new Dice(world.seed, key, 'contact');
  const channel = dice.chance(0.6) ? ('hotline' as const) : ('counter' as const);
  const owner = roster.agentFor(channel, account.customer.hall, from, dice);
  const customerId = account.known.customerId;
  const settledAt = from + Math.round(dice.between(3, 8) * 60_000);
  const topic = topics[words.kind] ?? 'bill';
  planners.contacts.plan({
    ...{ key, openedAt: from, settledAt, channel, owner, customerId, topic },
    ...{ type: 'inquiry', summary: words.asks, outcome: { how: 'left-open' } },
  });
  const contactId = planners.contacts.idOf(key);
  const inquiryId = idFrom('inquiry', world.desk.commandId(`${key}/route`));
  const routing = {
    ...{ contactId, to: 'billing-inquiries', caseId: inquiryId, category: words.kind },
    ...{ severity: 'general', statement: words.asks, remedySought: '' },
  };
  const by = roster.actor(owner, settledAt);
  const route = { key: `${key}/route`, at: settledAt, by, type: 'RouteContact', data: routing };
  agenda.add({
    at: settledAt,
    key: route.key,
    run: () => world.desk.contact(route as unknown as ActOf<ContactCommand>),
  });
  agenda.add({
    at: settledAt + 350,
    key: `${key}/opened`,
    run: async () => {
      await desk.openRouted(contactId);
      watchClocks(world, desk, inquiryId, key);
    },
  });
  planLife(world, desk, { ...planned, inquiryId, openedAt: settledAt });
}

type Living = Planned & Readonly<{ inquiryId: string; openedAt: number }>;

/** What becomes of an inquiry that is opened by then. */
export function planLife(
  { roster, agenda, planners }: World,
  desk: Billing['desk'],
  living: Living,
): void {
  const { key, life, handler, account, inquiryId } = living;
  const { id: accountId, supplyPointId, customerId } = account.known;
  let now = living.openedAt;
  life.forEach(({ after, by, type, data }, index) => {
    now = afterOpen(office, now, after);
    const moment = now;
    const person = roster.named(by === 'head' ? 'wang-jianhua' : handler);
    const actor = roster.actor(person, moment);
    const { unitId } = actor;
    const stepKey = `${key}/${index}`;
    const run = async () => {
      const at = instant(moment);
      const verified = { accountId, supplyPointId, customerId, unitId };
      const more = {
        ...(type === 'VerifyInquiry' && verified),
        ...(startsTest(type) && { promises: desk.promises.forMeterTest(at, unitId) }),
        ...(startsAnswer(type) && { promises: desk.promises.forAnswer(at, unitId, null) }),
      };
      const act = {
        key: stepKey,
        at: moment,
        by: actor,
        type,
        data: { inquiryId, ...data, ...more },
      };
      await desk.inquiry(act as unknown as ActOf<InquiryCommand>);
      if (type === 'PostAdjustment') await desk.post(inquiryId);
      if (type === 'CloseInquiry') await planners.callbacks.closed(stepKey, moment, inquiryId);
      if (startsTest(type) || startsAnswer(type)) {
        watchClocks({ agenda }, desk, inquiryId, stepKey);
      }
    };
    agenda.add({ at: moment, key: stepKey, run });
  });
}

const startsTest = (type: string) => type === 'RequestMeterTest' || type === 'DisputeMeterTest';
const startsAnswer = (type: string) => type === 'RecordMeterTest' || type === 'ReopenInquiry';

function watchClocks(
  { agenda }: Pick<World, 'agenda'>,
  desk: Billing['desk'],
  inquiryId: string,
  key: string,
): void {
  for (const promise of desk.startedBy(inquiryId)) {
    // A promise is missed once its last moment has passed.
    const passed = Date.parse(promise.dueAt) + 1;
    agenda.add({
      at: passed,
      key: `${key}/clock/${promise.promise}`,
      run: () => desk.passClock(inquiryId, promise, passed),
    });
  }
}
