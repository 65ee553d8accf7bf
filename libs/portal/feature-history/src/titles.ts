/** Which fields hold words of the trade, and what those are called: from the contracts. */
import {
  callbackKindTitles,
  callbackStatusTitles,
  caseKindTitles,
  reviewOutcomeTitles,
  scorecardStatusTitles,
  scoreTitles,
  spotCheckStatusTitles,
} from '@taizhang/contracts/assessment';
import {
  cutCauseTitles,
  findingTitles,
  inquiryKindTitles,
  inquiryStatusTitles,
  mistakeTitles,
  supplyStatusTitles,
  tariffTitles,
} from '@taizhang/contracts/billing-inquiries';
import {
  categoryTitles,
  severityTitles,
  statusTitles,
  verdictTitles,
} from '@taizhang/contracts/complaints';
import {
  areaTitles,
  channelTitles,
  contactTypeTitles,
  customerKindTitles,
  faultCauseTitles,
  faultClassTitles,
  faultGradeTitles,
  faultStatusTitles,
  gradeGroundTitles,
  processingTitles,
  topicTitles,
  triageTitles,
} from '@taizhang/contracts/intake';
import type { ChangedPart } from '@taizhang/contracts/views';
import type { Title } from '@taizhang/portal/ui';

export type PartKind = ChangedPart['kind'];
type Titles = Readonly<Record<string, Title>>;

/** The same in every kind of case. */
const anywhere: Readonly<Record<string, Titles>> = {
  area: areaTitles,
  caseKind: caseKindTitles,
  category: categoryTitles,
  cause: faultCauseTitles,
  channel: channelTitles,
  class: faultClassTitles,
  cutCause: cutCauseTitles,
  finding: findingTitles,
  grade: faultGradeTitles,
  grounds: gradeGroundTitles,
  mistake: mistakeTitles,
  reviewOutcome: reviewOutcomeTitles,
  score: scoreTitles,
  severity: severityTitles,
  supply: supplyStatusTitles,
  tariff: tariffTitles,
  topic: topicTitles,
  triage: triageTitles,
  type: contactTypeTitles,
  verdict: verdictTitles,
};

const byKind: Readonly<Partial<Record<PartKind, Readonly<Record<string, Titles>>>>> = {
  customer: { kind: customerKindTitles, processing: processingTitles },
  complaint: { status: statusTitles },
  fault: { status: faultStatusTitles },
  inquiry: { status: inquiryStatusTitles, kind: inquiryKindTitles },
  callback: { status: callbackStatusTitles, kind: callbackKindTitles },
  'spot-check': { status: spotCheckStatusTitles, kind: caseKindTitles },
  scorecard: { status: scorecardStatusTitles },
};

export const titlesOf = (kind: PartKind, field: string): Titles | undefined =>
  byKind[kind]?.[field] ?? anywhere[field];
