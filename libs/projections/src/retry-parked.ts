/**
 * Trying parked keys again: their events are read from the log once more and folded in order,
 * as if they came now. What still cannot be taken in stays parked, from there on.
 */
import { Poison, schemaOf, type EventLog, type ReadModel, type Recorded } from '@taizhang/kernel';
import { inTransaction } from '@taizhang/platform/database';
import type { Pool, PoolClient } from 'pg';
import { TablePage, storesOf } from './apply';
import { isRefusedRow, reasonOf } from './failure';
import { parkedAmong, parkedTable, type ParkedRef } from './parked-events';
import { positionIn, type Queries } from './schema';
import { several } from './several';
import { givingBack, heldMsMax } from './within-time';

/** So many events of a key are folded in one transaction, which holds up the read model. */
const portionMax = 500;

/** An event that is parked is not in the log: somebody took it away, or it is another log. */
export class ParkedEventMissing extends Error {
  constructor(id: string, stream: string, revision: number) {
    super(`Event ${id}, revision ${revision} of ${stream}, is parked but not in the log`);
  }
}

type RetryOptions = Readonly<{
  /** Who stands still for so long is ended by PostgreSQL. */
  stillMsMax?: number;
}>;

/**
 * Tries one key of a read model again. Also for the other process that runs it: the checkpoint is
 * held meanwhile. @returns whether nothing of the key waits any more
 * @throws ParkedEventMissing, or what database and log throw; nothing is changed then
 */
export async function retryParked(
  log: EventLog,
  pool: Pool,
  model: ReadModel,
  ref: ParkedRef,
  { stillMsMax }: RetryOptions = {},
): Promise<boolean> {
  for (;;) {
    const outcome = await inTransaction(pool, async (db) => {
      await db.query(givingBack(stillMsMax));
      return tryPortion(log, db, model, ref);
    });
    if (outcome !== 'more') return outcome === 'free';
  }
}

type Outcome = 'free' | 'more' | 'parked';

/** Answers in the same transaction: whoever asks once more meanwhile is not answered with it. */
async function tryPortion(
  log: EventLog,
  db: PoolClient,
  model: ReadModel,
  ref: ParkedRef,
): Promise<Outcome> {
  await db.query(`SET LOCAL lock_timeout = ${heldMsMax}`);
  // Live running waits for it, so that nothing of the key arrives in between. Other keys are to be
  // tried as well: for whoever holds the read model it does not wait long.
  await positionIn(db, schemaOf(model), 'FOR UPDATE');
  await db.query('SAVEPOINT untried');
  try {
    const outcome = await retryPortion(log, db, model, ref);
    if (outcome === 'parked') await answered(db, model, ref);
    return outcome;
  } catch (error) {
    // Whatever is no failure of the connection fails the same way next time.
    const isLasting = error instanceof ParkedEventMissing || error instanceof Poison;
    if (!isLasting && !isRefusedRow(error)) throw error;
    await db.query('ROLLBACK TO SAVEPOINT untried');
    await answered(db, model, ref, reasonOf(error));
    return 'parked';
  }
}

/** Not again until somebody asks for it. */
async function answered(
  db: Queries,
  model: ReadModel,
  { table, kind, key }: ParkedRef,
  reason: string | null = null,
): Promise<void> {
  const rows = parkedTable(schemaOf(model));
  await db.query(
    `UPDATE ${rows} SET retry_wanted = false,
       reason = CASE WHEN $4::text IS NOT NULL AND position = (SELECT min(position) FROM ${rows}
         WHERE table_name = $1 AND kind = $2 AND key = $3) THEN $4 ELSE reason END
     WHERE table_name = $1 AND kind = $2 AND key = $3`,
    [table, kind, key, reason],
  );
}

type Queued = Readonly<{
  position: string;
  stream: string;
  revision: number;
  event_id: string;
  attempts: number;
  parked_at: string;
}>;

async function retryPortion(
  log: EventLog,
  db: PoolClient,
  model: ReadModel,
  { table, kind, key }: ParkedRef,
): Promise<Outcome> {
  const schema = schemaOf(model);
  const store = storesOf(schema, model).find(({ projection }) => projection.table === table);
  if (!store) return 'free';
  const { rows } = await db.query<Queued>(
    `DELETE FROM ${parkedTable(schema)} p USING (
       SELECT position FROM ${parkedTable(schema)}
       WHERE table_name = $1 AND kind = $2 AND key = $3 ORDER BY position LIMIT ${portionMax}) portion
     WHERE p.table_name = $1 AND p.kind = $2 AND p.key = $3 AND p.position = portion.position
     RETURNING p.position, stream, revision, event_id, attempts, p.parked_at::text`,
    [table, kind, key],
  );
  if (rows.length === 0) return 'free';
  const page = new TablePage(store, await eventsOf(log, rows), kind === 'key' ? key : undefined);
  // Of a stream whose rows could not be told, each row may be parked by itself.
  if (kind === 'stream') {
    const refs = page.refs().filter((ref) => ref.kind === 'key');
    page.fold.remember(await parkedAmong(db, schema, refs));
  }
  const attempts = Math.max(...rows.map((row) => row.attempts)) + 1;
  const since = rows.map(({ parked_at: at }) => at).reduce((one, at) => (at < one ? at : one));
  const [known] = await several(db, page.questions());
  await several(db, page.effects(known?.rows ?? [], { since, attempts }));
  const left = await waitingOf(db, schema, { table, kind, key });
  if (left.waiting === 0) return 'free';
  // The first of the portion went through, and what is left stood behind it.
  return left.isReason ? 'parked' : 'more';
}

async function waitingOf(db: Queries, schema: string, { table, kind, key }: ParkedRef) {
  const { rows } = await db.query<{ waiting: string; is_reason: boolean | null }>(
    `SELECT count(*) AS waiting, bool_or(reason IS NOT NULL) AS is_reason
     FROM ${parkedTable(schema)} WHERE table_name = $1 AND kind = $2 AND key = $3`,
    [table, kind, key],
  );
  return { waiting: Number(rows[0]!.waiting), isReason: rows[0]!.is_reason === true };
}

/** In the order of the log. */
async function eventsOf(log: EventLog, rows: readonly Queued[]): Promise<Recorded[]> {
  const events: Recorded[] = [];
  for (const stream of new Set(rows.map((row) => row.stream))) {
    const some = rows.filter((row) => row.stream === stream);
    const revisions = some.map(({ revision }) => revision);
    const options = { from: Math.min(...revisions), to: Math.max(...revisions) };
    const found = new Map(
      (await log.readStream(stream, options)).map((event) => [event.id, event] as const),
    );
    for (const { event_id: id, revision } of some) {
      const event = found.get(id);
      if (!event) throw new ParkedEventMissing(id, stream, revision);
      events.push(event);
    }
  }
  return events.sort((one, other) => (one.position < other.position ? -1 : 1));
}
