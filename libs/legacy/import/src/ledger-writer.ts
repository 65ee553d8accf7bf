/** The port through which an import reaches the ledger; an app joins it to the deciders. */
import type { ComplaintEvent, ComplaintId } from '@taizhang/contracts/complaints';
import type { CustomerId, CustomerKind } from '@taizhang/contracts/intake';
import type { UnitId, UnitKind } from '@taizhang/contracts/organisation';
import type { ActorId, Instant, Origin } from '@taizhang/kernel';

/** What one row of a legacy ledger says, as an event of ours. */
export type HistoryFact = Readonly<{
  event: ComplaintEvent;
  origin: Origin;
  /** UUID of the command that the row is; the event's id derives from it. */
  eventKey: string;
  unitId: UnitId;
}>;

/** Rows of one case, in the order of the file. */
export type CaseRows = Readonly<{
  complaintId: ComplaintId;
  rows: readonly HistoryFact[];
  /** The lodging to record first where nothing says how the case began; made only then. */
  inferredLodging: () => HistoryFact;
}>;

/** Every row is either written or was there already. */
export type CaseWritten = Readonly<{
  written: number;
  repeated: number;
  /** Whether the inferred lodging was recorded. */
  inferred: boolean;
  /** Rows written that our lifecycle would have refused. */
  irregular: readonly Readonly<{ row: number; reason: string }>[];
}>;

/** Where something was read first: the ledger, the row, and when the row says it happened. */
type Sighting = Readonly<{ at: Instant; origin: Origin; commandId: string }>;

export type LegacyUnit = Sighting & Readonly<{ unitId: UnitId; name: string; kind: UnitKind }>;

/** A person who cannot sign in: history needs a name, not an account. */
export type LegacyStaffMember = Sighting &
  Readonly<{ staffId: ActorId; name: string; unitId: UnitId }>;

export type LegacyCustomer = Sighting &
  Readonly<{ customerId: CustomerId; name: string; kind: CustomerKind; unitId: UnitId }>;

/** Each call may be repeated without effect; what is there already stays as it is. */
export interface LedgerWriter {
  openUnit(unit: LegacyUnit): Promise<void>;
  registerStaffMember(member: LegacyStaffMember): Promise<void>;
  registerCustomer(customer: LegacyCustomer): Promise<void>;
  recordCase(rows: CaseRows): Promise<CaseWritten>;
  /** Position of the log's newest event: a checkpoint beyond it belongs to another log. */
  head(): Promise<bigint>;
}

/** Who acts where the ledger names nobody. */
export const importActor = 'system-import' as ActorId;
