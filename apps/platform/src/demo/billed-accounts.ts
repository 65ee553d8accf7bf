/** Which accounts of the county the billing systems tell of, and how each of them pays. */
import type { KnownAccount } from '@taizhang/billing-inquiries/application';
import {
  simulateFacts,
  type Habit,
  type SimulatedAccount,
} from '@taizhang/billing-inquiries/simulator';
import { accountIdOf, type Tariff } from '@taizhang/contracts/billing-inquiries';
import type { SupplyPointId } from '@taizhang/contracts/intake';
import { idFrom, type InboundFact } from '@taizhang/kernel';
import type { DemoCustomer } from './customers';
import { at, dateOf, dayMs } from './local-time';
import { Dice } from './random';
import { zhouMin } from './stories.data';
import type { World } from './world';

export type Billed = Readonly<{
  customer: DemoCustomer;
  known: KnownAccount;
  simulated: SimulatedAccount;
}>;

/** So many pay never in this demonstration: the stories of supplies need them. */
export const defaulters = 5;
/** One in so many customers is billed: enough to look at, and the start stays quick. */
const oneIn = 5;
/** Months told of at most, the newest. */
const monthsMax = 4;

/** The defaulters first, then the customer of the disputed meter, then all others. */
export function billedAccounts(world: World): readonly Billed[] {
  const chosen = world.customers.filter((_, number) => number % oneIn === 0);
  const homes = chosen.filter(({ kind }) => kind === 'resident');
  const broke = homes.slice(0, defaulters);
  const others = chosen.filter((one) => !broke.includes(one));
  return [...broke, zhouMin, ...others].map((customer, index) =>
    billed(world, customer, index < defaulters ? 'never' : habitOf(world, customer)),
  );
}

function habitOf({ seed }: World, { key, kind }: DemoCustomer): Habit {
  if (key === zhouMin.key || kind !== 'resident') return 'prompt';
  return new Dice(seed, key, 'habit').weighted(['prompt', 'late', 'prepaid'] as const, (habit) =>
    habit === 'prompt' ? 87 : habit === 'late' ? 6 : 7,
  );
}

const tariffs: Readonly<Record<DemoCustomer['kind'], Tariff>> = {
  resident: 'resident',
  business: 'business',
  industrial: 'industrial',
  important: 'industrial',
};

function billed({ desk, planners }: World, customer: DemoCustomer, habit: Habit): Billed {
  const { key, kind, monthlyKwh, supplyPlaces } = customer;
  const { accountNumber, area, address: place } = supplyPlaces[0]!;
  // As the controller makes the id: from the command that connects the supply point.
  const supplyPointId = idFrom('supplypoint', desk.commandId(`${key}/connect/0`)) as SupplyPointId;
  const customerId = planners.customers.idOf(customer);
  const id = accountIdOf(supplyPointId);
  const monthlyWh = monthlyKwh * 1000;
  return {
    customer,
    known: { id, supplyPointId, customerId, accountNumber, area, place },
    simulated: { accountNumber, tariff: tariffs[kind], monthlyWh, habit },
  };
}

/** What the systems told while the ledger was open. */
export function factsOf(world: World, accounts: readonly Billed[]): readonly InboundFact[] {
  const { seed, lastDay } = world;
  const until = at(lastDay, '24:00');
  const months = monthsOf(world).slice(-monthsMax);
  const simulated = accounts.map((one) => one.simulated);
  const facts = simulateFacts({ seed, accounts: simulated, months });
  return facts.filter((fact) => Date.parse(fact.at) < until);
}

/** Months that begin after the ledger does, the running one with them. */
export function monthsOf({ from, lastDay }: Pick<World, 'from' | 'lastDay'>): string[] {
  const months = new Set<string>();
  for (let ms = from + dayMs; dateOf(ms) <= lastDay; ms += dayMs) {
    months.add(dateOf(ms).slice(0, 7));
  }
  return [...months].filter((month) => at(`${month}-01`, 0) > from + dayMs);
}
