/** What the agent has written so far. It survives a reload, so that a call need not start again. */
import type { InquiryKind } from '@taizhang/contracts/billing-inquiries';
import type { Category, Severity } from '@taizhang/contracts/complaints';
import type {
  Area,
  Channel,
  ContactType,
  FaultClass,
  GradeGround,
  Topic,
} from '@taizhang/contracts/intake';
import type { OpenContact } from '@taizhang/portal/data-access';
import type { TriageAnswers } from './scripted-triage';

/** What the server holds of the contact, as far as this desk knows. */
export type KnownContact = Readonly<{
  id: string;
  revision: number;
  customerId: string | null;
  anonymous: boolean;
  type: ContactType | null;
  topic: Topic | null;
  summary: string;
}>;

export type Outcome = 'answer' | 'route' | 'urge' | 'praise' | 'promise' | 'keep';

export type Draft = Readonly<{
  customer: Readonly<{ id: string; name: string }> | null;
  anonymous: boolean;
  channel: Exclude<Channel, 'legacy'>;
  type: ContactType | null;
  topic: Topic | null;
  summary: string;
  outcome: Exclude<Outcome, 'keep'>;
  answer: string;
  category: Category | null;
  severity: Severity;
  remedySought: string;
  /** An inquiry: what is asked, as the agent understood it. */
  inquiryKind: InquiryKind | null;
  /** A fault: what the questions found, where it is, and what makes it urgent. */
  troubles: TriageAnswers;
  faultClass: FaultClass;
  supplyPointId: string | null;
  area: Area | null;
  place: string;
  grounds: readonly GradeGround[];
  outageId: string | null;
  /** The open case that is urged. */
  caseId: string | null;
  /** Who is praised. */
  staffId: string | null;
  /** The first attempt at opening. It is repeated word for word until its fate is known. */
  opening: Readonly<{ key: string; body: OpenContact }> | null;
  contact: KnownContact | null;
}>;

export const emptyDraft = (channel: Draft['channel']): Draft => ({
  customer: null,
  anonymous: false,
  channel,
  type: null,
  topic: null,
  summary: '',
  outcome: 'answer',
  answer: '',
  category: null,
  severity: 'general',
  remedySought: '',
  inquiryKind: null,
  troubles: {},
  faultClass: 'low-voltage',
  supplyPointId: null,
  area: null,
  place: '',
  grounds: [],
  outageId: null,
  caseId: null,
  staffId: null,
  opening: null,
  contact: null,
});

export type Destination = 'complaints' | 'faults' | 'billing-inquiries';

/** Who acts on a contact of this type; the server refuses every other way. */
export function destinationOf(type: ContactType | null): Destination | null {
  switch (type) {
    case 'complaint':
      return 'complaints';
    case 'fault':
      return 'faults';
    case 'inquiry':
    case 'service-request':
      return 'billing-inquiries';
    default:
      return null;
  }
}

/** The ways a contact of this type may end, the usual one first where it is not answering. */
export function outcomesFor(type: ContactType | null): readonly Draft['outcome'][] {
  switch (type) {
    case 'urge':
      return ['answer', 'urge'];
    case 'praise':
      return ['answer', 'praise'];
    case 'suggestion':
    case 'opinion':
      return ['answer', 'promise'];
    case 'inquiry':
      return ['answer', 'route', 'promise'];
    case 'tipoff':
      return ['answer'];
    default:
      return ['answer', 'route'];
  }
}

/** How a contact of this type usually ends; what was chosen stays where it still fits. */
export function usualOutcome(type: ContactType, chosen: Draft['outcome']): Draft['outcome'] {
  if (type === 'complaint' || type === 'fault') return 'route';
  if (type === 'urge' || type === 'praise') return type;
  return outcomesFor(type).includes(chosen) ? chosen : 'answer';
}

export type MissingField =
  'who' | 'type' | 'topic' | 'summary' | 'answer' | 'category' | 'kind' | 'place' | 'case';

/** What must still be said before the contact can end this way, in the order of the form. */
export function missingFor(draft: Draft, outcome: Outcome): readonly MissingField[] {
  if (outcome === 'keep') return []; // even a call of three seconds may be kept open
  const to = outcome === 'route' ? (destinationOf(draft.type) ?? 'complaints') : null;
  const missing: Record<MissingField, boolean> = {
    who: !draft.customer && !draft.anonymous,
    type: !draft.type,
    topic: !draft.topic,
    summary: !draft.summary.trim(),
    answer: outcome === 'answer' && !draft.answer.trim(),
    category: to === 'complaints' && !draft.category,
    kind: to === 'billing-inquiries' && !draft.inquiryKind,
    place: to === 'faults' && !isSomewhere(draft),
    case: outcome === 'urge' && !draft.caseId,
  };
  return (Object.keys(missing) as MissingField[]).filter((field) => missing[field]);
}

const isSomewhere = ({ supplyPointId, area, place }: Draft) =>
  supplyPointId !== null || (area !== null && place.trim() !== '');

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const channelKey = 'taizhang.intake-channel';
const draftKey = (staffId: string) => `taizhang.intake-draft.${staffId}`;

/** The channel a desk used last is nearly always the next one's. */
export function lastChannel(shelf: Shelf | undefined): Draft['channel'] {
  return (shelf?.getItem(channelKey) as Draft['channel'] | null) ?? 'hotline';
}

export function restoreDraft(staffId: string, tab: Shelf, desk: Shelf | undefined): Draft {
  const empty = emptyDraft(lastChannel(desk));
  try {
    const stored = tab.getItem(draftKey(staffId));
    return stored ? { ...empty, ...(JSON.parse(stored) as Partial<Draft>) } : empty;
  } catch {
    return empty;
  }
}

export function keepDraft(staffId: string, draft: Draft, tab: Shelf, desk: Shelf | undefined) {
  tab.setItem(draftKey(staffId), JSON.stringify(draft));
  desk?.setItem(channelKey, draft.channel);
}
