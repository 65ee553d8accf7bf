/** A customer's archive begins with registration; supply points and corrections follow. */
import type { CustomerEvent, PrivacyEvent, Processing } from '@taizhang/contracts/intake';
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
  | Readonly<{
      status: 'registered';
      details: Details;
      supplyPoints: readonly SupplyPoint[];
      /** What the privacy officer decided on the same stream. */
      processing: Processing;
    }>;

type SupplyPoint = Pick<DataOf<'SupplyPointConnected'>, 'accountNumber' | 'meterNumber'>;

export const customerRefusals = [
  /** Nobody registered this customer. */
  'customer-unknown',
  /** Nothing more may be known of them. */
  'person-erased',
  /** Their data is kept and may not be used, hence not be changed or added to. */
  'processing-restricted',
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
  CustomerEvent | PrivacyEvent,
  CustomerRefusal
> = {
  initialState: { status: 'unknown' },

  decide(command, customer) {
    if (command.type === 'RegisterCustomer') {
      if (customer.status !== 'unknown') return alreadyDone;
      return accept<CustomerEvent>({ ...command, type: 'CustomerRegistered' });
    }
    if (customer.status === 'unknown') return refuse('customer-unknown');
    if (customer.processing === 'erased') return refuse('person-erased');
    if (customer.processing === 'restricted') return refuse('processing-restricted');
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
      const details = detailsOf(data);
      return { status: 'registered', details, supplyPoints: [], processing: 'normal' };
    }
    if (customer.status === 'unknown') return customer;
    switch (type) {
      case 'CustomerDetailsCorrected':
        return { ...customer, details: detailsOf(data) };
      case 'SupplyPointConnected':
        return { ...customer, supplyPoints: [...customer.supplyPoints, data] };
      case 'ProcessingRestricted':
        return { ...customer, processing: 'restricted' };
      case 'ProcessingRestrictionLifted':
        return { ...customer, processing: 'normal' };
      case 'PersonErased':
        return { ...customer, processing: 'erased' };
      default:
        return customer; // An older binary may meet a newer fact.
    }
  },
};
