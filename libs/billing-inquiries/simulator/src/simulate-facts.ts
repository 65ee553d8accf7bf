/**
 * What reading, billing and collection systems would have told of some months: for the
 * demonstration, for load, and for whoever wants to try the inbound door without such a system.
 * The same question gives the same facts, ids included.
 */
import type { InboundDataOf, InboundType, Tariff } from '@taizhang/contracts/billing-inquiries';
import { derivedId, instant, type InboundFact } from '@taizhang/kernel';

/** How somebody pays: mostly in time, some weeks late, never, or ahead on a prepaid meter. */
export type Habit = 'prompt' | 'late' | 'never' | 'prepaid';

export type SimulatedAccount = Readonly<{
  accountNumber: string;
  tariff: Tariff;
  /** What a usual month takes. */
  monthlyWh: number;
  habit: Habit;
}>;

export type Simulation = Readonly<{
  seed: number;
  accounts: readonly SimulatedAccount[];
  /** Months as `2026-10`, ascending: their energy is billed in the month that follows. */
  months: readonly string[];
}>;

/** Fen per MWh; a single tier a tariff, because the thresholds of tiers are each province's. */
export const simulatedPrices: Readonly<Record<Tariff, number>> = {
  resident: 55_830,
  business: 78_200,
  industrial: 64_500,
};

const shareOf = { hot: 1.45, cold: 1.2, mild: 0.85 };
const dayMs = 86_400_000;
const usualMeans = ['app', 'app', 'app', 'bank', 'bank', 'counter', 'outlet'] as const;

/** Sorted by when each fact happened. */
export function simulateFacts({ seed, accounts, months }: Simulation): InboundFact[] {
  const facts = accounts.flatMap((account) => new Meter(seed, account).run(months));
  return facts.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
}

class Meter {
  private readonly facts: InboundFact[] = [];
  private registerWh: number;

  constructor(
    private readonly seed: number,
    private readonly account: SimulatedAccount,
  ) {
    this.registerWh = Math.round(account.monthlyWh * (20 + 60 * this.chance('register')));
  }

  run(months: readonly string[]): InboundFact[] {
    const [first] = months;
    if (first) this.read(startOf(first));
    for (const month of months) {
      const energyWh = this.energyOf(month);
      const end = startOf(next(month));
      this.registerWh += energyWh;
      this.read(end);
      if (this.account.habit === 'prepaid') this.useUp(month, energyWh);
      else this.bill(month, energyWh, end);
    }
    return this.facts;
  }

  private read(day: number): void {
    const at = day + Math.round((6 + this.chance('read', String(day))) * 3_600_000);
    const method = this.chance('method', String(day)) < 0.03 ? 'manual' : 'remote';
    this.tell('MeterReadingTaken', at, { registerWh: this.registerWh, method });
  }

  private bill(month: string, energyWh: number, end: number): void {
    const { tariff, habit, accountNumber } = this.account;
    const amountFen = Math.max(1, Math.round((energyWh * simulatedPrices[tariff]) / 1_000_000));
    const following = next(month);
    const billId = `B${month.replace('-', '')}-${accountNumber}`;
    const period = { from: `${month}-01`, until: dateOf(end - dayMs) };
    const bill = { billId, ...period, energyWh, tariff, amountFen, dueOn: `${following}-25` };
    this.tell('BillIssued', end + 2 * dayMs + 9 * 3_600_000, bill);
    if (habit === 'never') return;
    // The last day to pay is the 25th; the late pay one to three weeks after it.
    const days =
      habit === 'late' ? 26 + this.chance('late', month) * 20 : 3 + this.chance('paid', month) * 20;
    const means = this.pick(usualMeans, month);
    const paymentId = `P${month.replace('-', '')}-${accountNumber}`;
    this.tell('PaymentReceived', end + Math.round(days * dayMs), { paymentId, amountFen, means });
  }

  /** A report a week; topped up in the middle of the month. */
  private useUp(month: string, energyWh: number): void {
    const cost = (energyWh * simulatedPrices[this.account.tariff]) / 1_000_000;
    const start = startOf(month);
    [0.9, 0.45, 1.1, 0.6].forEach((part, week) => {
      const at = start + (week * 7 + 6) * dayMs + 7 * 3_600_000;
      this.tell('PrepaidBalanceReported', at, { balanceFen: Math.round(cost * part) });
    });
  }

  private energyOf(month: string): number {
    const number = Number(month.slice(5));
    const season = [7, 8, 9].includes(number)
      ? 'hot'
      : [12, 1, 2].includes(number)
        ? 'cold'
        : 'mild';
    const spread = 0.85 + 0.3 * this.chance('energy', month);
    return Math.round(this.account.monthlyWh * shareOf[season] * spread);
  }

  private tell<Type extends InboundType>(
    type: Type,
    ms: number,
    data: Omit<InboundDataOf<Type>, 'accountNumber'>,
  ): void {
    const { accountNumber } = this.account;
    const id = derivedId('simulator', String(this.seed), accountNumber, type, String(ms));
    const at = instant(ms);
    this.facts.push({ id, source: 'simulator', type, at, data: { accountNumber, ...data } });
  }

  private pick<Item>(items: readonly Item[], ...key: string[]): Item {
    return items[Math.floor(this.chance('pick', ...key) * items.length)]!;
  }

  /** From 0 up to 1, a function of what it is asked for. */
  private chance(...key: readonly string[]): number {
    const id = derivedId('chance', String(this.seed), this.account.accountNumber, ...key);
    return parseInt(id.slice(0, 8), 16) / 0x1_0000_0000;
  }
}

/** Midnight in Shanghai, which has one offset all year. */
const startOf = (month: string) => Date.parse(`${month}-01T00:00:00.000+08:00`);
const dateOf = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

function next(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
