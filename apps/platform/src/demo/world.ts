/** What the planners of the demonstration share. */
import { Agenda } from './agenda';
import { CallbackPlanner } from './callback-plan';
import { ComplaintPlanner } from './complaint-plan';
import { ContactPlanner } from './contact-plan';
import { CustomerPlanner } from './customer-plan';
import { customerOf, sortOf, type CustomerSort, type DemoCustomer } from './customers';
import type { Desk } from './desk';
import { addDays, at, dateOf, type LocalDate } from './local-time';
import type { Dice } from './random';
import { FaultPlanner } from './fault-plan';
import { Roster } from './roster';

export type Extent = Readonly<{ seed: number; customers: number; days: number; until: number }>;

/** Customers are called back since the assessor came: before the period that is assessed. */
const callbackDays = 110;
/** … and about faults and inquiries in the last weeks only. */
const otherCallbackDays = 30;

/** What the figures of the rhythm are given for. */
const customersOfFigures = 2000;

export class World {
  readonly seed: number;
  /** Against the size of the utility that the figures describe. */
  readonly scale: number;
  /** The first and the last whole day, as local dates. */
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
  /** When the ledger begins, with the company and the card index. */
  readonly from: number;
  /** When the first customer can come. */
  readonly opensAt: number;
  readonly customers: readonly DemoCustomer[];
  readonly agenda = new Agenda();
  readonly roster: Roster;
  readonly planners: Readonly<{
    customers: CustomerPlanner;
    contacts: ContactPlanner;
    complaints: ComplaintPlanner;
    faults: FaultPlanner;
    callbacks: CallbackPlanner;
  }>;
  /** Sums of talkativeness up to each customer. */
  private readonly sums: readonly number[];
  private readonly corrected = new Set<DemoCustomer>();

  constructor(
    readonly desk: Desk,
    { seed, customers, days, until }: Extent,
  ) {
    this.seed = seed;
    this.scale = customers / customersOfFigures;
    this.lastDay = addDays(dateOf(until), -1);
    this.firstDay = addDays(this.lastDay, 1 - days);
    this.from = at(this.firstDay, '06:00');
    this.opensAt = at(this.firstDay, '08:00');
    this.customers = Array.from({ length: customers }, (_, number) => customerOf(seed, number));
    let sum = 0;
    this.sums = this.customers.map(({ talkativeness }) => (sum += talkativeness));
    this.roster = new Roster(desk, { from: this.from, until: at(this.lastDay, '24:00') });
    const callbacks = new CallbackPlanner(desk, this.agenda, this.roster, {
      seed,
      from: at(addDays(this.lastDay, -callbackDays), 0),
      others: at(addDays(this.lastDay, -otherCallbackDays), 0),
    });
    this.planners = {
      callbacks,
      customers: new CustomerPlanner(desk, this.agenda, this.roster, seed),
      contacts: new ContactPlanner(desk, this.agenda, this.roster),
      complaints: new ComplaintPlanner(desk, this.agenda, this.roster, callbacks.taken),
      faults: new FaultPlanner(desk, this.agenda, this.roster, callbacks.closed),
    };
  }

  /** The talkative more often than the others; of the sort wanted, if there are any. */
  anyCustomer(dice: Dice, of?: CustomerSort): DemoCustomer {
    const wanted = this.customers.some((one) => sortOf(one) === of) ? of : undefined;
    for (;;) {
      const found = this.customers[this.placeOf(dice.real() * this.sums.at(-1)!)]!;
      if (wanted === undefined || wanted === sortOf(found)) return found;
    }
  }

  /** Whose turn it is, by bisection. */
  private placeOf(sum: number): number {
    let [low, high] = [0, this.sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle]! <= sum) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Numbers behind those of the customers that were there from the beginning. */
  newcomer = (number: number): DemoCustomer =>
    customerOf(this.seed, this.customers.length + number + 1);

  /** True the first time it is asked about a customer. */
  correctedOnce(customer: DemoCustomer): boolean {
    const isFirst = !this.corrected.has(customer);
    this.corrected.add(customer);
    return isFirst;
  }
}
