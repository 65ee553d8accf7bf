/** Every service there is; read models are built in this order, names before what uses them. */
import { assessmentService } from '@taizhang/apps/assessment';
import { billingInquiriesService } from '@taizhang/apps/billing-inquiries';
import { complaintsService } from '@taizhang/apps/complaints';
import { intakeService } from '@taizhang/apps/intake';
import { viewsService } from '@taizhang/apps/views';
import type { Service } from '@taizhang/platform/service';

export const services: readonly Service[] = [
  viewsService,
  complaintsService,
  intakeService,
  billingInquiriesService,
  assessmentService,
];

/** Whatever is rebuilt, compared and dropped when all of it is. */
export const readModels = services.flatMap((service) => service.readModels);
