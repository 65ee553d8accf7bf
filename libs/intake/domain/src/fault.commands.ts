/** What may be asked of a fault. Facts from outside (promises, times) come along. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  ContactId,
  FaultCause,
  FaultClass,
  FaultEvent,
  FaultId,
  GradeGround,
  OutageId,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { MessagesOf } from '@taizhang/kernel';

type DataOf<Type extends FaultEvent['type']> = Extract<FaultEvent, { type: Type }>['data'];
type OnFault<More = object> = Readonly<{ faultId: FaultId }> & Readonly<More>;
type Triaging = Omit<DataOf<'FaultTriaged'>, 'faultId' | 'customerId'>;

export interface FaultCommandPayloads {
  /** What the scripted questions found may be told with the report. */
  ReportFault: DataOf<'FaultReported'> &
    Readonly<{ triage: Triaging | null; grounds: readonly GradeGround[] | null }>;
  TriageFault: OnFault<Triaging>;
  GradeFault: OnFault<{ grounds: readonly GradeGround[] }>;
  DispatchFault: OnFault<{ toUnitId: UnitId }>;
  DepartForFault: OnFault;
  /** `restoring`: what is promised from the arrival on. */
  ArriveAtFault: OnFault<{ restoring: readonly FrozenPromise[] }>;
  FindCause: OnFault<{ cause: FaultCause; class: FaultClass | null; findings: string }>;
  RestoreSupply: OnFault<{ result: string }>;
  /** The outage it was linked to is over. */
  RestoreWithOutage: OnFault<{ outageId: OutageId }>;
  VerifyFault: OnFault<Pick<DataOf<'FaultVerified'>, 'means' | 'note'>>;
  CloseFault: OnFault;
  ReopenFault: OnFault<{ reason: string; promises: readonly FrozenPromise[] }>;
  UrgeFault: OnFault<{ contactId: ContactId }>;
  /** The clock passed a promise; sent by the deadline process, whose word is the log's. */
  MissDeadline: OnFault<{ promise: FrozenPromise['promise'] }>;
}

export type FaultCommand = MessagesOf<FaultCommandPayloads>;
