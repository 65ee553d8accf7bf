/** Who is in the customer archive from the first day on, who is new, and whose details change. */
import type { CustomerId, SupplyPointId } from '@taizhang/contracts/intake';
import type { CustomerCommand } from '@taizhang/intake/domain';
import { idFrom } from '@taizhang/kernel';
import type { Agenda } from './agenda';
import type { DemoCustomer } from './customers';
import { phoneOf } from './customers';
import { takeover, type ActOf, type Actor, type Desk } from './desk';
import { at, dateOf, dayMs } from './local-time';
import { Dice } from './random';
import type { Roster } from './roster';

type Registered = Readonly<{
  customer: DemoCustomer;
  since: number;
  by: Actor;
  recordedAt: number;
}>;

export class CustomerPlanner {
  constructor(
    private readonly desk: Desk,
    private readonly agenda: Agenda,
    private readonly roster: Roster,
    private readonly seed: number,
  ) {}

  idOf = ({ key }: Pick<DemoCustomer, 'key'>) =>
    idFrom('customer', this.desk.commandId(`${key}/register`)) as CustomerId;

  /** Copied from the card index on the first morning; customers for years already. */
  takeOver(customer: DemoCustomer, recordedAt: number): void {
    const day = dateOf(recordedAt - Math.round(customer.years * 365) * dayMs);
    const since = at(day, new Dice(this.seed, customer.key, 'since').int(510, 1040));
    this.register({ customer, since, by: takeover, recordedAt });
  }

  /** Registered at the counter. */
  welcome(customer: DemoCustomer, since: number, by: Actor): void {
    this.register({ customer, since, by, recordedAt: since });
  }

  /** A new telephone number. */
  correct(customer: DemoCustomer, at: number, by: Actor): void {
    const { name, address, phones } = customer;
    const phone = phoneOf(new Dice(this.seed, customer.key, 'new-phone'));
    const customerId = this.idOf(customer);
    const data = { customerId, name, address, phones: [phone, ...phones.slice(1)] };
    this.add(at, { key: `${customer.key}/correct`, at, by, type: 'CorrectCustomerDetails', data });
  }

  private register({ customer, since, by, recordedAt }: Registered): void {
    const { key, kind, name, phones, address, hall, supplyPlaces } = customer;
    const customerId = this.idOf(customer);
    const unitId = this.roster.unitIds[hall];
    const data = { customerId, kind, name, phones: [...phones], address, unitId };
    this.add(recordedAt, { key: `${key}/register`, at: since, by, type: 'RegisterCustomer', data });
    supplyPlaces.forEach((place, index) => {
      const later = (index + 1) * 300;
      const pointKey = `${key}/connect/${index}`;
      const supplyPointId = idFrom('supplypoint', this.desk.commandId(pointKey)) as SupplyPointId;
      this.add(recordedAt + later, {
        key: pointKey,
        at: since + later,
        by,
        type: 'ConnectSupplyPoint',
        data: { customerId, supplyPointId, ...place },
      });
    });
  }

  private add(recordedAt: number, act: ActOf<CustomerCommand>): void {
    const { key } = act;
    const run = () => this.desk.customer(act);
    this.agenda.add({ at: recordedAt, key, run });
  }
}
