/** The tables that the views answer from. */
import type {
  Account,
  Bill,
  Callback,
  Complaint,
  Contact,
  Fault,
  Outage,
  Credit,
  Inquiry,
  PerformanceEntry,
  PrivacyDecision,
  Reading,
  Period,
  Rating,
  Scorecard,
  SpotCheck,
  StaffMember,
  SupplyPoint,
  Unit,
} from '@taizhang/contracts/views';
import { lookEntity } from '@taizhang/platform/access';
import { entityOf } from '@taizhang/platform/database';
import {
  accounts,
  billingViews,
  bills,
  credits,
  inquiries,
  readings,
} from '@taizhang/views/billing';
import {
  assessmentViews,
  callbacks,
  madePromises,
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
  searchKeys,
  supplyPoints,
  type CustomerRow,
} from '@taizhang/views/customer-archive';
import { faultCases, faults, outages } from '@taizhang/views/fault-cases';
import { customerLinks, links } from '@taizhang/views/history';
import { organisationDirectory, staffMembers, units } from '@taizhang/views/organisation-directory';
import { privacyDecisions, privacyRegister } from '@taizhang/views/privacy-register';
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
export const faultEntity = entityOf<Fault>(faultCases, faults);
export const outageEntity = entityOf<Outage>(faultCases, outages);
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

export const inquiryEntity = entityOf<Inquiry>(billingViews, inquiries);
export const accountEntity = entityOf<Account>(billingViews, accounts);
export const billEntity = entityOf<Bill>(billingViews, bills);
export const privacyDecisionEntity = entityOf<PrivacyDecision>(privacyRegister, privacyDecisions);
export const creditEntity = entityOf<Credit>(billingViews, credits);
export const readingEntity = entityOf<Reading>(billingViews, readings);

/** As routes name what they answer from. */
export const tables = {
  ...{ complaints, contacts, customers, faults, outages, searchKeys, supplyPoints },
  ...{ units, staffMembers, staffDays, performanceEntries, links, privacyDecisions },
  ...{ inquiries, accounts, bills, credits, readings },
  ...{ callbacks, ratings, spotChecks, periods, scorecards, madePromises },
};

export const viewEntities = [
  complaintEntity,
  contactEntity,
  customerEntity,
  supplyPointEntity,
  faultEntity,
  outageEntity,
  unitEntity,
  staffMemberEntity,
  staffDayEntity,
  performanceEntryEntity,
  ...[inquiryEntity, accountEntity, billEntity, creditEntity, readingEntity],
  callbackEntity,
  ratingEntity,
  spotCheckEntity,
  periodEntity,
  scorecardEntity,
  lookEntity,
  privacyDecisionEntity,
];

export const readModels = [
  organisationDirectory,
  customerArchive,
  complaintCases,
  faultCases,
  billingViews,
  staffPerformance,
  assessmentViews,
  customerLinks,
  privacyRegister,
];
