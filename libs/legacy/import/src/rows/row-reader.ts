/** Reads rows of a CSV as facts of ours, or says why a row cannot be understood. */
import type { ComplaintId } from '@taizhang/contracts/complaints';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { derivedId, idFrom, type ActorId, type Instant } from '@taizhang/kernel';
import type { CsvRow } from '../csv/open-csv';
import { importActor, type HistoryFact } from '../ledger-writer';
import type { ActivityMeaning, LedgerMapping } from '../mapping/mapping.schema';
import { ActivityEvents, NotUnderstood, type Remarks, type RowCore } from './activity-event';
import { cut } from './cells';
import { RowIdentities } from './row-identity';

/** A person, customer or unit as the ledger names it, with its id here. */
export type Named<Id> = Readonly<{ id: Id; legacyName: string }>;

export type UnderstoodRow = Readonly<{
  fact: HistoryFact;
  unit: Named<UnitId>;
  person: Named<ActorId> | null;
  customer: Named<CustomerId> | null;
  /** The row's fields, for what only a new customer needs. */
  fields: readonly string[];
  /** Made only where the case has no other beginning. */
  inferredLodging: () => HistoryFact;
}>;

/** `kind` is counted; `reason` is the sentence for this row. */
export type RejectedRow = Readonly<{ row: number; kind: string; reason: string; raw: Buffer }>;

export class RowReader {
  private readonly identities: RowIdentities;
  private readonly events: ActivityEvents;
  private readonly idOf: (category: string, legacyName: string) => string;

  constructor(
    private readonly mapping: LedgerMapping,
    remarks: Remarks,
  ) {
    this.identities = new RowIdentities(mapping.source, mapping.identity ?? null);
    this.events = new ActivityEvents(mapping, remarks);
    this.idOf = remembered((category, name) => idFrom(category, mapping.source, name));
  }

  /** The unit of everybody whose row names none. */
  get homeUnit(): Named<UnitId> {
    return { id: this.idOf('unit', '') as UnitId, legacyName: '' };
  }

  /** To be called for every row in the order of the file: identity depends on it. */
  read(row: CsvRow): UnderstoodRow | RejectedRow {
    const rejected = (kind: string, reason: string) => ({
      row: row.row,
      kind,
      reason,
      raw: row.raw,
    });
    if ('broken' in row) return rejected('not a row of this CSV', row.broken);
    // Cheaper on the bytes than on every field: NUL, and U+FFFD for what could not be decoded.
    if (row.raw.includes(0) || row.raw.includes('\uFFFD')) return rejected(...undecodable(row));
    try {
      return this.understand(row.row, row.fields, this.identities.next(row.fields));
    } catch (error) {
      if (error instanceof NotUnderstood) return rejected(error.kind, error.message);
      throw error;
    }
  }

  private understand(row: number, fields: readonly string[], eventKey: string): UnderstoodRow {
    const { columns, source } = this.mapping;
    const cell = (column?: { index: number }) => (column ? fields[column.index]!.trim() : '');
    const legacyCase = cell(columns.case);
    if (legacyCase === '') throw new NotUnderstood('no case', 'the case is blank');
    const activity = cell(columns.activity);
    const meaning = this.meaningOf(activity);
    const person = this.named<ActorId>('staff', cell(columns.person));
    const customer = this.named<CustomerId>('customer', cell(columns.customer));
    const unit = this.named<UnitId>('unit', cell(columns.unit)) ?? this.homeUnit;
    const core: RowCore = {
      complaintId: this.idOf('complaint', legacyCase) as ComplaintId,
      customerId: customer?.id ?? null,
      unitId: unit.id,
      at: this.timeOf(columns.time.columns.map(cell).join(' ')),
      by: person?.id ?? importActor,
      fields,
    };
    const origin = { source, row, activity: cut(activity, 200) };
    const event = this.events.eventOf(activity, meaning, core);
    return {
      fact: { event, origin, eventKey, unitId: unit.id },
      ...{ unit, person, customer, fields },
      inferredLodging: () => ({
        event: { ...this.events.lodging(core), by: importActor },
        origin: { source, row, activity: '(inferred)' },
        eventKey: derivedId('import', source, core.complaintId, '(inferred)'),
        unitId: unit.id,
      }),
    };
  }

  private meaningOf(activity: string): ActivityMeaning {
    if (activity === '') throw new NotUnderstood('no activity', 'the activity is blank');
    const { activities, otherActivities } = this.mapping;
    if (Object.hasOwn(activities, activity)) return activities[activity]!;
    if (otherActivities === 'note') return { event: 'note' };
    throw new NotUnderstood(
      'activity without a meaning',
      `the activity "${cut(activity, 60)}" has no meaning; ` +
        'add it to "activities" or write "otherActivities: note"',
    );
  }

  private timeOf(text: string): Instant {
    const at = this.mapping.columns.time.read(text);
    if (at) return at;
    if (text.trim() === '') throw new NotUnderstood('no time', 'the time is blank');
    const reason = `"${cut(text, 60)}" is not a time as columns.time.format says`;
    throw new NotUnderstood('time unreadable', reason);
  }

  private named<Id extends string>(category: string, legacyName: string): Named<Id> | null {
    return legacyName === '' ? null : { id: this.idOf(category, legacyName) as Id, legacyName };
  }
}

function undecodable({ raw }: { raw: Buffer }): [kind: string, reason: string] {
  return raw.includes(0)
    ? ['NUL bytes', 'the row contains NUL bytes']
    : ['not in the encoding', 'the row contains bytes that csv.encoding does not know'];
}

/** Ids are digests; the same few names come again and again. */
function remembered(make: (category: string, name: string) => string) {
  const known = new Map<string, string>();
  return (category: string, name: string) => {
    const key = `${category}\u0000${name}`;
    let id = known.get(key);
    if (id === undefined) {
      if (known.size > 50_000) known.clear();
      known.set(key, (id = make(category, name)));
    }
    return id;
  };
}
