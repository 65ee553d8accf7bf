/** What this service is made of. */
import { billingMemory } from '@taizhang/billing-inquiries/application';
import type { Service } from '@taizhang/platform/service';
import { BillingInquiriesModule } from './billing-inquiries.module';
import { billingProblems } from './billing.problems';
import { runningClockEntity } from './due-clocks';
import { knownAccountEntity } from './known-accounts';
import { knownCustomerEntity } from './known-customers';

export const billingInquiriesService: Service = {
  name: 'billing-inquiries',
  title: { zh: '台账·电费查询', en: 'Taizhang billing inquiries' },
  module: BillingInquiriesModule,
  problems: [billingProblems],
  entities: [knownAccountEntity, knownCustomerEntity, runningClockEntity],
  readModels: [billingMemory],
};
