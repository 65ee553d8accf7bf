/** What this service remembers for itself; like every read model it can be rebuilt. */
import type { ReadModel } from '@taizhang/kernel';
import { knownAccounts } from './known-accounts.projection';
import { knownCustomers } from './known-customers.projection';
import { runningClocks } from './running-clocks.projection';

export const billingMemory: ReadModel = {
  name: 'billing_memory',
  version: 2,
  tables: [knownAccounts, runningClocks, knownCustomers],
};
