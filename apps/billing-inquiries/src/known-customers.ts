import {
  billingMemory,
  knownCustomers,
  type KnownCustomer,
} from '@taizhang/billing-inquiries/application';
import { entityOf } from '@taizhang/platform/database';

export const knownCustomerEntity = entityOf<KnownCustomer>(billingMemory, knownCustomers);
