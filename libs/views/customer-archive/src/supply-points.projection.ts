/** Where a customer is supplied, on which account, by which meter. */
import type { CustomerEvent } from '@taizhang/contracts/intake';
import type { SupplyPoint } from '@taizhang/contracts/views';
import { projection } from '@taizhang/kernel';

type Event = Extract<CustomerEvent, { type: 'SupplyPointConnected' }>;

export const supplyPoints = projection<SupplyPoint, Event>({
  table: 'supply_points',
  columns: {
    id: { type: 'text' },
    customerId: { type: 'text' },
    accountNumber: { type: 'text' },
    meterNumber: { type: 'text' },
    address: { type: 'text' },
    area: { type: 'text' },
  },
  indexes: ['(customer_id)', '(account_number)', '(meter_number)'],
  types: ['SupplyPointConnected'],
  keysOf: ({ data }) => [data.supplyPointId],
  evolve: (_, { data: { supplyPointId, ...point } }) => ({ id: supplyPointId, ...point }),
});
