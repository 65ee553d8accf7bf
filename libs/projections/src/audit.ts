/**
 * The no-skip auditor: reads the log once more, range by range, and compares what it holds with
 * what each read model says it has taken in or parked. Nothing is missed twice over: what follows
 * the log live reads it by other means than this.
 */
import { schemaOf, type EventLog, type ReadModel, type Recorded } from '@taizhang/kernel';
import type { Pool } from 'pg';
import {
  AppliedRanges,
  appliedTable,
  emptyTally,
  fingerprintOf,
  minus,
  rangeOf,
  rangeWidthOf,
  type Digest,
  type Tally,
} from './applied-ranges';
import { unaccounted } from './bookkeeping';
import { parkedTable } from './parked-events';
import { servedPositions, tablesOf, type Queries } from './schema';

/** A range of positions in which a read model and the log do not agree. */
export type AuditFinding = Readonly<{
  from: bigint;
  /** Inclusive. */
  to: bigint;
  /** Events of the read model's types in the log, and those it has taken in or parked. */
  inLog: number;
  applied: number;
  /** The one event that was skipped or taken in twice, where it is one. */
  event: Readonly<{
    fault: 'skipped' | 'twice';
    position: bigint;
    stream: string;
    revision: number;
    type: string;
  }> | null;
}>;

export type ModelAudit = Readonly<{
  /** The schema that serves it. */
  readModel: string;
  /** Everything up to here was compared. */
  through: bigint;
  /** Nothing is known up to here: it was built before books were kept. Null when all is. */
  unaccountedThrough: bigint | null;
  events: number;
  ranges: number;
  /** Events that wait for somebody. They are accounted for, not taken in. */
  parked: number;
  findings: readonly AuditFinding[];
}>;

export type AuditProgress = Readonly<{ events: number; position: bigint; head: bigint }>;

export type AuditOptions = Readonly<{
  signal?: AbortSignal;
  onProgress?: (progress: AuditProgress) => void;
  /** Called after each page, to go slowly beside other work. */
  rest?: () => Promise<unknown>;
}>;

export class AuditStopped extends Error {}

const pageSize = 1_000;

/**
 * Audits the read models of this program that are built; live running goes on meanwhile.
 * @throws AuditStopped when the signal aborts, or what log and database throw
 */
export async function audit(
  log: EventLog,
  pool: Pool,
  models: readonly ReadModel[],
  { signal, onProgress, rest }: AuditOptions = {},
): Promise<readonly ModelAudit[]> {
  const books = await openBooks(log, pool, models);
  const head = books.reduce((last, { position }) => (position > last ? position : last), 0n);
  const read = { events: 0, position: 0n };
  for await (const page of log.feed({ after: 0n, pageSize, untilHead: true })) {
    if (signal?.aborted) throw new AuditStopped('The audit was stopped');
    for (const event of page.events) for (const book of books) book.add(event);
    read.events += page.events.length;
    read.position = page.through;
    onProgress?.({ ...read, head });
    if (page.through >= head) break;
    await rest?.();
  }
  return Promise.all(books.map((book) => book.audited(pool)));
}

async function openBooks(log: EventLog, pool: Pool, models: readonly ReadModel[]): Promise<Book[]> {
  const built: Book[] = [];
  const served = await servedPositions(pool, models);
  for (const model of models.filter((model) => served.has(schemaOf(model)))) {
    const { rows } = await pool.query<{ kept: string | null }>('SELECT to_regclass($1) AS kept', [
      appliedTable(schemaOf(model)),
    ]);
    if (rows[0]?.kept) built.push(await openBook(log, pool, model));
  }
  return built;
}

type BookRow = Readonly<{
  position: string;
  range: number | null;
  events: string;
  sum_a: string;
  sum_b: string;
}>;

/** What a read model says of itself, and where it stood when it said so: one snapshot. */
async function openBook(log: EventLog, pool: Pool, model: ReadModel): Promise<Book> {
  const schema = schemaOf(model);
  const { rows } = await pool.query<BookRow>(
    `SELECT c.position, r.range, r.events, r.sum_a, r.sum_b
     FROM projections.checkpoints c LEFT JOIN ${appliedTable(schema)} r ON true
     WHERE c.read_model = $1`,
    [schema],
  );
  const applied = new Map<number, Tally>();
  for (const { range, events, sum_a: a, sum_b: b } of rows) {
    if (range === null) continue;
    applied.set(range, { events: Number(events), digest: [Number(a), Number(b)] });
  }
  return new Book(log, model, BigInt(rows[0]?.position ?? 0), applied);
}

class Book {
  private readonly types: ReadonlySet<string>;
  private readonly width: number;
  private readonly inLog: AppliedRanges;
  private readonly unaccountedThrough: bigint | null;

  constructor(
    private readonly log: EventLog,
    private readonly model: ReadModel,
    readonly position: bigint,
    private readonly applied: Map<number, Tally>,
  ) {
    this.width = rangeWidthOf(log);
    this.inLog = new AppliedRanges(this.width);
    this.types = new Set(tablesOf(model).flatMap(({ types }) => types));
    const unknown = applied.get(unaccounted);
    this.unaccountedThrough = unknown ? BigInt(unknown.events) : null;
    applied.delete(unaccounted);
  }

  /** Where it was told of nothing, nothing is compared. */
  private get after(): bigint {
    return this.unaccountedThrough ?? -1n;
  }

  add(event: Recorded): void {
    const { type, position } = event;
    if (position > this.after && position <= this.position && this.types.has(type)) {
      this.inLog.add(event);
    }
  }

  async audited(pool: Pool): Promise<ModelAudit> {
    const inLog = new Map(this.inLog.take());
    const ranges = [...new Set([...inLog.keys(), ...this.applied.keys()])].sort((a, b) => a - b);
    const findings: AuditFinding[] = [];
    let events = 0;
    for (const range of ranges) {
      const held = inLog.get(range) ?? emptyTally;
      const applied = this.applied.get(range) ?? emptyTally;
      events += held.events;
      if (isSame(held, applied)) continue;
      findings.push(await this.finding(range, held, applied));
    }
    return {
      readModel: schemaOf(this.model),
      through: this.position,
      unaccountedThrough: this.unaccountedThrough,
      events,
      ranges: ranges.length,
      parked: await parkedIn(pool, schemaOf(this.model)),
      findings,
    };
  }

  private async finding(range: number, held: Tally, applied: Tally) {
    const from = BigInt(range) * BigInt(this.width);
    const last = from + BigInt(this.width) - 1n;
    // Beyond where it stands there is nothing of this log: the books are of another one.
    const to = last < this.position || from > this.position ? last : this.position;
    const found = { from, to, inLog: held.events, applied: applied.events };
    const few = held.events - applied.events;
    if (Math.abs(few) !== 1) return { ...found, event: null };
    const [one, other] = few === 1 ? [held, applied] : [applied, held];
    const event = await this.eventOf(range, minus(one.digest, other.digest));
    if (!event) return { ...found, event: null };
    const { position, stream, revision, type } = event;
    const fault = few === 1 ? ('skipped' as const) : ('twice' as const);
    return { ...found, event: { fault, position, stream, revision, type } };
  }

  /** The sums tell which event makes the difference, if it is one. */
  private async eventOf(range: number, digest: Digest) {
    const from = BigInt(range) * BigInt(this.width);
    const after = from === 0n ? 0n : from - 1n;
    if (after > (await this.log.head())) return undefined;
    for await (const page of this.log.feed({ after, pageSize, untilHead: true })) {
      for (const event of page.events) {
        if (rangeOf(event.position, this.width) > range) return undefined;
        const [a, b] = fingerprintOf(event);
        if (a === digest[0] && b === digest[1]) return event;
      }
    }
    return undefined;
  }
}

const isSame = (one: Tally, other: Tally) =>
  one.events === other.events &&
  one.digest[0] === other.digest[0] &&
  one.digest[1] === other.digest[1];

async function parkedIn(db: Queries, schema: string): Promise<number> {
  const { rows } = await db.query<{ count: string }>(
    `SELECT count(DISTINCT position) FROM ${parkedTable(schema)}`,
  );
  return Number(rows[0]!.count);
}
