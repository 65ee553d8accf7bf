/** What this service is made of. */
import { complaintMemory } from '@taizhang/complaints/application';
import type { Service } from '@taizhang/platform/service';
import { ComplaintsModule } from './complaints.module';
import { complaintProblems } from './complaints.problems';
import { runningPromiseEntity } from './due-promises';
import { knownCustomerEntity } from './known-customers';
import { knownUnitEntity } from './known-units';

export const complaintsService: Service = {
  name: 'complaints',
  title: { zh: '台账·投诉', en: 'Taizhang complaints' },
  module: ComplaintsModule,
  problems: [complaintProblems],
  entities: [runningPromiseEntity, knownUnitEntity, knownCustomerEntity],
  readModels: [complaintMemory],
};
