/** What may be asked of an inquiry. Facts from outside (promises, accounts) come along. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  AccountId,
  AdjustmentBasis,
  Finding,
  InquiryEvent,
  InquiryId,
  InquiryKind,
  Tester,
} from '@taizhang/contracts/billing-inquiries';
import type { ContactId, CustomerId, SupplyPointId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { MessagesOf } from '@taizhang/kernel';

type DataOf<Type extends InquiryEvent['type']> = Extract<InquiryEvent, { type: Type }>['data'];
type OnInquiry<More = object> = Readonly<{ inquiryId: InquiryId }> & Readonly<More>;
type Starting = { promises: readonly FrozenPromise[] };

export interface InquiryCommandPayloads {
  OpenInquiry: DataOf<'InquiryOpened'>;
  /** The account as the customer's archive knows it, and the unit of whoever acts. */
  VerifyInquiry: OnInquiry<{
    accountId: AccountId;
    supplyPointId: SupplyPointId;
    customerId: CustomerId;
    unitId: UnitId | null;
  }>;
  TakeOverInquiry: OnInquiry<{ unitId: UnitId | null }>;
  TypeInquiry: OnInquiry<{ kind: InquiryKind }>;
  AnswerInquiry: OnInquiry<{ answer: string }>;
  StartInvestigation: OnInquiry;
  RequestMeterTest: OnInquiry<{ tester: Tester; note: string } & Starting>;
  RecordMeterTest: OnInquiry<
    { errorRate: number; toleranceRate: number; certificate: string } & Starting
  >;
  DisputeMeterTest: OnInquiry<{ reason: string } & Starting>;
  MakeFinding: OnInquiry<{ finding: Finding; explanation: string }>;
  ProposeAdjustment: OnInquiry<{ figures: AdjustmentBasis }>;
  ApproveAdjustment: OnInquiry;
  RejectAdjustment: OnInquiry<{ reason: string }>;
  PostAdjustment: OnInquiry;
  ReplyToInquiry: OnInquiry<{ reply: string }>;
  CloseInquiry: OnInquiry;
  ReopenInquiry: OnInquiry<{ reason: string } & Starting>;
  UrgeInquiry: OnInquiry<{ contactId: ContactId }>;
  /** The clock passed a promise; sent by the deadline process, whose word is the log's. */
  MissInquiryDeadline: OnInquiry<{ promise: FrozenPromise['promise'] }>;
}

export type InquiryCommand = MessagesOf<InquiryCommandPayloads>;
