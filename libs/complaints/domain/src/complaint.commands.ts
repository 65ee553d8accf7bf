/** What may be asked of a complaint. Facts from outside (promises, times) come along. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ComplaintEvent, ComplaintId, ReturnReason } from '@taizhang/contracts/complaints';
import type { Cause, Remedy, Verdict } from '@taizhang/contracts/complaints';
import type { ContactId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { MessagesOf } from '@taizhang/kernel';

type DataOf<Type extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: Type }>['data'];
type OnComplaint<More = object> = Readonly<{ complaintId: ComplaintId }> & Readonly<More>;

export interface ComplaintCommandPayloads {
  LodgeComplaint: DataOf<'ComplaintLodged'>;
  DispatchComplaint: OnComplaint<{ toUnitId: UnitId }>;
  AcceptComplaint: OnComplaint;
  ReturnComplaint: OnComplaint<{ reason: ReturnReason; note: string }>;
  ContactCustomer: OnComplaint<{ means: DataOf<'CustomerContacted'>['means']; note: string }>;
  InvestigateComplaint: OnComplaint<{ cause: Cause; findings: string }>;
  AdjudicateComplaint: OnComplaint<{ verdict: Verdict; reasons: string }>;
  RemedyComplaint: OnComplaint<{ remedy: Remedy; amountFen: number | null; note: string }>;
  ReplyToComplaint: OnComplaint<{ reply: string }>;
  CloseComplaint: OnComplaint<{ satisfaction: number | null }>;
  ReopenComplaint: OnComplaint<{ reason: string; promises: readonly FrozenPromise[] }>;
  UrgeComplaint: OnComplaint<{ contactId: ContactId }>;
  /** The clock passed a promise; sent by the deadline process, whose word is the log's. */
  MissDeadline: OnComplaint<{ promise: FrozenPromise['promise'] }>;
}

export type ComplaintCommand = MessagesOf<ComplaintCommandPayloads>;
