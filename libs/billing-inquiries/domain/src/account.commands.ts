/** What may be told or asked of an account and its supply. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  AccountEvent,
  AccountId,
  InboundDataOf,
  InboundType,
  InquiryId,
  Mistake,
} from '@taizhang/contracts/billing-inquiries';
import type { Area, CustomerId, SupplyPointId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { MessagesOf } from '@taizhang/kernel';

/** Whose account it is; told with every command, because an account begins with its first fact. */
export type Whose = Readonly<{
  accountId: AccountId;
  supplyPointId: SupplyPointId;
  customerId: CustomerId;
}>;

/** Frozen in advance: whether the clock of a reconnection starts is the decider's to say. */
type Reconnecting = Readonly<{ unitId: UnitId | null; promises: readonly FrozenPromise[] }>;
/** Where the supply is, for those who are sent there. */
export type Where = Readonly<{ area: Area; place: string }>;

type Fact<Type extends InboundType> = Whose & Omit<InboundDataOf<Type>, 'accountNumber'>;

export interface AccountCommandPayloads {
  TakeReading: Fact<'MeterReadingTaken'>;
  IssueBill: Fact<'BillIssued'>;
  ReceivePayment: Fact<'PaymentReceived'> & Reconnecting;
  ReportBalance: Fact<'PrepaidBalanceReported'> & Reconnecting;
  /** A fact, right or wrong: it is never refused. */
  RecordCut: Fact<'SupplyCut'> & Reconnecting & Where;
  RecordRestoration: Whose;
  AdjustAccount: Extract<AccountEvent, { type: 'AccountAdjusted' }>['data'] & Reconnecting;
  /** `promises`: how long a disconnection must wait, from now and from the due day. */
  NoticeArrears: Whose & Readonly<{ promises: readonly FrozenPromise[] }>;
  ProposeDisconnection: Whose;
  ApproveDisconnection: Whose;
  /** `promises`: how long the crew must still wait. */
  AnnounceDisconnection: Whose & Readonly<{ promises: readonly FrozenPromise[] }>;
  ExecuteDisconnection: Whose;
  RestoreSupply: Whose;
  ReportMistake: Whose &
    Reconnecting &
    Where &
    Readonly<{ mistake: Mistake; statement: string; inquiryId: InquiryId | null }>;
  /** The clock passed the promise of a reconnection. */
  MissReconnection: Whose & Readonly<{ promise: FrozenPromise['promise'] }>;
}

export type AccountCommand = MessagesOf<AccountCommandPayloads>;
