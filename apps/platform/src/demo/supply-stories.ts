/** Supplies that were cut, rightly and wrongly: one in every state at the end. */
import type { AccountCommandPayloads } from '@taizhang/billing-inquiries/domain';
import type { AccountCommand } from '@taizhang/billing-inquiries/domain';
import type { FrozenPromise } from '@taizhang/calendar';
import { derivedId, instant, type InboundFact } from '@taizhang/kernel';
import type { BillingDesk } from './billing-desk';
import { defaulters, type Billed } from './billed-accounts';
import type { ActOf } from './desk';
import { at, workingDayBefore } from './local-time';
import { planArrearsCall } from './arrears-story';
import { mendedAfterMs, planMending } from './mistake-story';
import { zhouMin } from './stories.data';
import type { World } from './world';

export type Billing = Readonly<{
  desk: BillingDesk;
  accounts: readonly Billed[];
  facts: readonly InboundFact[];
}>;

type Step = Exclude<keyof AccountCommandPayloads, `Record${string}` | `Miss${string}`>;
/** So many working days before the last one, at what time, who, what. */
type Line = readonly [days: number, time: string, by: string, type: Step];

const cutting = (noticed: number): readonly Line[] => [
  [noticed, '10:12', 'fan-li', 'NoticeArrears'],
  [noticed - 8, '09:34', 'fan-li', 'ProposeDisconnection'],
  [noticed - 8, '15:20', 'wang-jianhua', 'ApproveDisconnection'],
  [noticed - 9, '09:31', 'lu-yao', 'AnnounceDisconnection'],
  [noticed - 9, '10:05', 'lu-yao', 'ExecuteDisconnection'],
];

/** One a defaulter, in the order of `billedAccounts`. */
const stories: readonly (readonly Line[])[] = [
  // Waits for a second person.
  cutting(9).slice(0, 2),
  // Cut and paid three weeks ago, and reconnected the next morning.
  [...cutting(26), [15, '08:40', 'lu-yao', 'RestoreSupply']],
  // The notice runs.
  cutting(2).slice(0, 1),
  // Still in the dark.
  cutting(16),
  // Paid on the last evening: the clock of the reconnection runs.
  cutting(18),
];
/** When a defaulter pays after all: by number of the story. */
const payments: Readonly<Record<number, readonly [days: number | 'last', time: string]>> = {
  1: [16, '19:25'],
  4: ['last', '18:05'],
};
/** Who takes the dark for a fault and calls: how long after the cut, and how far billing is. */
const calls: Readonly<Record<number, 'answered' | 'closed'>> = { 1: 'closed', 3: 'answered' };
/** Shorter periods hold no debt that is thirty days old. */
const daysMin = 120;

export function planSupplies(world: World, billing: Billing): void {
  planMistake(world, billing);
  if (at(world.lastDay, 0) - world.from < daysMin * 86_400_000) return;
  stories.forEach((lines, number) => {
    const account = billing.accounts[number]!;
    lines.forEach((line, step) => planStep(world, billing, { account, line, step }));
    const cut = lines.find(([, , , type]) => type === 'ExecuteDisconnection');
    const goes = calls[number];
    if (goes && cut) {
      const calledAt = momentOf(world, cut[0], '17:48');
      planArrearsCall(world, billing, { account, calledAt, goes });
    }
    const paid = payments[number];
    if (paid) planPayment(world, billing, account, momentOf(world, ...paid));
  });
}

/** Working days before the last one, or the last day, worked or not. */
function momentOf({ lastDay }: World, days: number | 'last', time: string): number {
  const next = workingDayBefore(lastDay, -1);
  return at(days === 'last' ? lastDay : workingDayBefore(next, days + 1), time) + 17_000;
}

type Planned = Readonly<{ account: Billed; line: Line; step: number }>;

function planStep(world: World, { desk }: Billing, { account, line, step }: Planned): void {
  const [days, time, by, type] = line;
  const moment = momentOf(world, days, time);
  const { known } = account;
  const key = `supply/${known.id}/${step}`;
  const actor = world.roster.actor(world.roster.named(by), moment);
  const { id: accountId, supplyPointId, customerId } = known;
  world.agenda.add({
    at: moment,
    key,
    run: () => {
      const whose = { accountId, supplyPointId, customerId };
      const [oldest] = desk.overdueOf(accountId, moment);
      const promises: Readonly<Partial<Record<Step, () => readonly FrozenPromise[]>>> = {
        NoticeArrears: () =>
          desk.promises.beforeDisconnection(instant(moment), oldest!.dueOn, actor.unitId),
        AnnounceDisconnection: () => desk.promises.rightBefore(instant(moment), actor.unitId),
      };
      const frozen = promises[type]?.();
      const data = frozen ? { ...whose, promises: frozen } : whose;
      return desk.account({
        ...{ key, at: moment, by: actor, type, data },
      } as unknown as ActOf<AccountCommand>);
    },
  });
}

/** Everything overdue at once; how much is known only then. */
function planPayment(world: World, { desk }: Billing, { known }: Billed, moment: number): void {
  const key = `supply/${known.id}/paid`;
  const paymentId = derivedId(key).slice(0, 13);
  world.agenda.add({
    at: moment,
    key,
    run: () => {
      const debts = desk.overdueOf(known.id, moment);
      const amountFen = debts.reduce((sum, { openFen }) => sum + openFen, 0);
      const data = { accountNumber: known.accountNumber, paymentId, amountFen, means: 'app' };
      return desk.tell(fact(world, key, moment, 'PaymentReceived', data));
    },
  });
}

const fact = (world: World, key: string, ms: number, type: string, data: object): InboundFact => ({
  ...{ id: derivedId(String(world.seed), key, type), source: 'simulator', type },
  ...{ at: instant(ms), data },
});

/**
 * The wrong meter was switched off although its owner had paid: found out with the very fact, and
 * put right within the hour.
 */
function planMistake(world: World, { desk, accounts }: Billing): void {
  const { known } = accounts
    .slice(defaulters)
    .find(
      ({ customer, simulated }) => customer.key !== zhouMin.key && simulated.habit === 'prompt',
    )!;
  const { accountNumber } = known;
  const cutAt = momentOf(world, 4, '10:21');
  const tell = (type: string, ms: number, data: object) => {
    const key = `supply/${known.id}/mistake/${type}`;
    world.agenda.add({ at: ms, key, run: () => desk.tell(fact(world, key, ms, type, data)) });
  };
  tell('SupplyCut', cutAt, { accountNumber, cause: 'arrears' });
  tell('SupplyReconnected', cutAt + mendedAfterMs, { accountNumber });
  planMending(world, known.id, cutAt);
}
