/** What this service remembers for itself; like every read model it can be rebuilt. */
import type { ReadModel } from '@taizhang/kernel';
import { knownCustomers } from './known-customers.projection';
import { knownUnits } from './known-units.projection';
import { runningPromises } from './running-promises.projection';

export const complaintMemory: ReadModel = {
  name: 'complaint_memory',
  version: 3,
  tables: [runningPromises, knownUnits, knownCustomers],
};
