/** Puts synthetic events into the log's table, stored as the guarded log would have stored them. */
import type { EventLog, Proposed } from '@taizhang/kernel';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { guardLog, type Vault } from '@taizhang/vault';
import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { syntheticEvents, type StreamEvent } from './generator';

/** Keys of persons are made so many at a time. */
const batchSize = 5_000;

/**
 * Fills an empty log with `count` events, checked against their contracts and encrypted by the
 * guarded log itself, at gapless positions.
 */
export async function loadEvents(pool: pg.Pool, vault: Vault, count: number): Promise<void> {
  const db = await pool.connect();
  try {
    const copy = db.query(copyFrom('COPY ledger.events FROM STDIN'));
    const table = new TableText();
    const stored: Proposed[] = [];
    const log = guardLog(capturing(stored), vault, eventCatalogue);
    for (const batch of batchesOf(syntheticEvents(count))) {
      await vault.keysOf(batch.flatMap(personOf), { create: true });
      for (const { stream, event } of batch) await log.append(stream, [event], { expected: 'any' });
      const lines = batch.map(({ stream }, index) => table.line(stream, stored[index]!));
      stored.length = 0;
      if (!copy.write(lines.join(''))) await once(copy, 'drain');
    }
    copy.end();
    await once(copy, 'finish');
    await db.query('VACUUM (ANALYZE) ledger.events');
  } finally {
    db.release();
  }
}

/** A log that keeps nothing but what it was told to store. */
const capturing = (stored: Proposed[]): EventLog => ({
  append: async (_, [event]) => {
    stored.push(event!);
    return { revision: 0, position: 0n, recordedAt: event!.at, repeated: false };
  },
  readStream: () => Promise.reject(new Error('nothing to read')),
  feed: () => {
    throw new Error('nothing to read');
  },
  head: async () => 0n,
  stride: 1,
});

function* batchesOf(events: Iterable<StreamEvent>): Generator<StreamEvent[]> {
  let batch: StreamEvent[] = [];
  for (const event of events) {
    batch.push(event);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Whose key the guarded log will ask for. */
function personOf({ event }: StreamEvent): string[] {
  const fields = eventCatalogue[event.type]?.person ?? [];
  const data = event.data as Record<string, string | null>;
  const person = fields.map((field) => data[field]).find((id) => id != null);
  return person ? [person] : [];
}

/** Lines of the log's table in the text format of COPY. */
class TableText {
  private position = 0;
  private readonly revisions = new Map<string, number>();

  line(stream: string, { id, type, version, at, by, context, data }: Proposed): string {
    const revision = (this.revisions.get(stream) ?? -1) + 1;
    this.revisions.set(stream, revision);
    const json = [context, data].map((part) => JSON.stringify(part).replaceAll('\\', '\\\\'));
    const fields = [++this.position, stream, revision, id, type, version, at, at, by, ...json];
    return `${fields.join('\t')}\n`;
  }
}
