import {
  complaintMemory,
  knownCustomers,
  type KnownCustomer,
} from '@taizhang/complaints/application';
import { entityOf } from '@taizhang/platform/database';

export const knownCustomerEntity = entityOf<KnownCustomer>(complaintMemory, knownCustomers);
