/** A customer's archive begins with registration; supply points and corrections follow. */
import type { CustomerEvent } from '@taizhang/contracts/intake';
import {
  accept,
  alreadyDone,
  refuse,
  unreachable,
  type Decider,
  type MessagesOf,
} from '@taizhang/kernel';

type DataOf<Type extends CustomerEvent['type']> = Extract<CustomerEvent, { type: Type }>['data'];

export interface CustomerCommandPayloads {
  RegisterCustomer: DataOf<'CustomerRegistered'>;
  CorrectCustomerDetails: DataOf<'CustomerDetailsCorrected'>;
  ConnectSupplyPoint: DataOf<'SupplyPointConnected'>;
}
export type CustomerCommand = MessagesOf<CustomerCommandPayloads>;

type Details = Readonly<{ name: string; phones: readonly string[]; address: string }>;

export type CustomerState =
  | { readonly status: 'unknown' }
  | Readonly<{ status: 'registered'; details: Details; supplyPoints: readonly SupplyPoint[] }>;

type SupplyPoint = Pick<DataOf<'SupplyPointConnected'>, 'accountNumber' | 'meterNumber'>;

export const customerRefusals = [
  /** Nobody registered this customer. */
  'customer-unknown',
  /** The meter hangs at another supply point of this customer already. */
  'customer-meter-taken',
] as const;
export type CustomerRefusal = (typeof customerRefusals)[number];

const detailsOf = ({ name, phones, address }: Details): Details => ({ name, phones, address });
const same = (a: Details, b: Details) =>
  JSON.stringify(detailsOf(a)) === JSON.stringify(detailsOf(b));

export const customerDecider: Decider<
  CustomerCommand,
  CustomerState,
  CustomerEvent,
  CustomerRefusal
> = {
  initialState: { status: 'unknown' },

  decide(command, customer) {
    if (command.type === 'RegisterCustomer') {
      if (customer.status !== 'unknown') return alreadyDone;
      return accept<CustomerEvent>({ ...command, type: 'CustomerRegistered' });
    }
    if (customer.status === 'unknown') return refuse('customer-unknown');
    switch (command.type) {
      case 'CorrectCustomerDetails':
        if (same(customer.details, command.data)) return alreadyDone;
        return accept<CustomerEvent>({ ...command, type: 'CustomerDetailsCorrected' });
      case 'ConnectSupplyPoint': {
        const { accountNumber, meterNumber } = command.data;
        const taken = customer.supplyPoints.find((point) => point.meterNumber === meterNumber);
        if (taken?.accountNumber === accountNumber) return alreadyDone;
        if (taken) return refuse('customer-meter-taken');
        return accept<CustomerEvent>({ ...command, type: 'SupplyPointConnected' });
      }
      default:
        return unreachable(command);
    }
  },

  evolve(customer, { type, data }) {
    if (type === 'CustomerRegistered') {
      return { status: 'registered', details: detailsOf(data), supplyPoints: [] };
    }
    if (customer.status === 'unknown') return customer;
    switch (type) {
      case 'CustomerDetailsCorrected':
        return { ...customer, details: detailsOf(data) };
      case 'SupplyPointConnected':
        return { ...customer, supplyPoints: [...customer.supplyPoints, data] };
      default:
        return customer; // An older binary may meet a newer fact.
    }
  },
};
