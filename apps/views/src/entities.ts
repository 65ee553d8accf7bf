/** The tables that the views answer from. */
import type {
  Callback,
  Complaint,
  Contact,
  PerformanceEntry,
  Period,
  Rating,
  Scorecard,
  SpotCheck,
  StaffMember,
  SupplyPoint,
  Unit,
} from '@taizhang/contracts/views';
import { entityOf } from '@taizhang/platform/database';
import {
  assessmentViews,
  callbacks,
  periods,
  ratings,
  scorecards,
  spotChecks,
} from '@taizhang/views/assessment';
import { complaintCases, complaints } from '@taizhang/views/complaint-cases';
import {
  contacts,
  customerArchive,
  customers,
  supplyPoints,
  type CustomerRow,
} from '@taizhang/views/customer-archive';
import { organisationDirectory, staffMembers, units } from '@taizhang/views/organisation-directory';
import {
  performanceEntries,
  staffDays,
  staffPerformance,
  type StaffDay,
} from '@taizhang/views/staff-performance';

export const complaintEntity = entityOf<Complaint>(complaintCases, complaints);
export const contactEntity = entityOf<Contact>(customerArchive, contacts);
export const customerEntity = entityOf<CustomerRow>(customerArchive, customers);
export const supplyPointEntity = entityOf<SupplyPoint>(customerArchive, supplyPoints);
export const unitEntity = entityOf<Unit>(organisationDirectory, units);
export const staffMemberEntity = entityOf<StaffMember & { revision: number }>(
  organisationDirectory,
  staffMembers,
);
export const staffDayEntity = entityOf<StaffDay>(staffPerformance, staffDays);
export const performanceEntryEntity = entityOf<PerformanceEntry>(
  staffPerformance,
  performanceEntries,
);
export const callbackEntity = entityOf<Callback>(assessmentViews, callbacks);
export const ratingEntity = entityOf<Rating>(assessmentViews, ratings);
export const spotCheckEntity = entityOf<SpotCheck>(assessmentViews, spotChecks);
export const periodEntity = entityOf<Period>(assessmentViews, periods);
export const scorecardEntity = entityOf<Scorecard>(assessmentViews, scorecards);

export const viewEntities = [
  complaintEntity,
  contactEntity,
  customerEntity,
  supplyPointEntity,
  unitEntity,
  staffMemberEntity,
  staffDayEntity,
  performanceEntryEntity,
  callbackEntity,
  ratingEntity,
  spotCheckEntity,
  periodEntity,
  scorecardEntity,
];

export const readModels = [
  organisationDirectory,
  customerArchive,
  complaintCases,
  staffPerformance,
  assessmentViews,
];
