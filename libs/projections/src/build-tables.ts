/**
 * All tables of some read models, built from one reading of the log. What was read is committed
 * in segments: a build that is paused or killed goes on behind the last of them.
 */
import type { EventLog, ReadModel } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { storesOf } from './apply';
import { BuildAccounts } from './build-accounts';
import { saveBuild, type Build } from './build-record';
import { BuildWrites } from './build-writes';
import { RebuildPaused, type BuildWatch, type Progress } from './build-watch';
import { createTables, nextSchemaOf, setCheckpoint } from './schema';
import { TableBuild } from './table-build';

export type BuildOptions = Readonly<{
  /** Rows of one table held in memory before they spill into the table. */
  rowsInMemoryMax?: number;
  /** Rows of all tables that rest in memory, in bytes; the eldest of the largest table go first. */
  bytesAtRestMax?: number;
  /** Rows of one table held as objects, of those that were touched last. */
  warmRowsMax?: number;
  /** So many events are lost at most when the process is killed. */
  segmentEvents?: number;
}>;

// Two pages at a time, with all that is parsed of them, must be small beside the young generation
// (16 MiB): what lies in it when it is full is copied, and copied again into the old one.
const pageSize = 500;
const bytesAtRestDefault = 64_000_000;
/** A few seconds of work; beginning a new segment costs reading back what it changes. */
const segmentEventsDefault = 1_000_000;

type Work = Readonly<{
  log: EventLog;
  /** Outside a transaction before and afterwards; within one when something is thrown. */
  db: ClientBase;
  models: readonly ReadModel[];
  build: Build;
  watch: BuildWatch;
  options: BuildOptions;
}>;

/** @throws RebuildCancelled, RebuildPaused */
export async function buildTables(work: Work): Promise<number> {
  const writes = new BuildWrites(work.db, () => work.watch.stopIfCancelled());
  try {
    return await build(work, writes);
  } finally {
    // Whoever cleans up on this connection must not meet a statement that comes later.
    await writes.end();
  }
}

async function build(work: Work, writes: BuildWrites): Promise<number> {
  const { log, db, models, build, watch, options } = work;
  const { segmentEvents = segmentEventsDefault } = options;
  const end = await log.head();
  const builds = models
    .flatMap((model) => storesOf(nextSchemaOf(model), model))
    .map((store) => new TableBuild(store, writes, options));
  await prepare(work, builds, share(build.position, end));
  const meter = meterOf(end, build.saved);
  const byType = buildsByType(builds);
  const accounts = new BuildAccounts(log, models);
  let events = build.saved;
  let saved = build.saved;
  let through = build.position;
  const reading = { after: through, pageSize, untilHead: true, signal: watch.cancelled };
  for await (const page of log.feed(reading)) {
    watch.stopIfCancelled();
    for (const event of page.events) {
      accounts.add(event);
      for (const build of byType.get(event.type) ?? []) build.fold(event);
    }
    events += page.events.length;
    through = page.through;
    await makeRoom(builds, share(through, end), options);
    await writes.room();
    watch.tell(meter('reading', events, through));
    if (!watch.isToPause && events - saved < segmentEvents) continue;
    for (const build of builds) await build.settle(share(through, end));
    await writes.done();
    await accounts.write(db);
    await endSegment(work, { position: through, events });
    saved = events;
    if (watch.isToPause) throw new RebuildPaused('The rebuild was paused');
    await db.query('BEGIN');
  }
  watch.stopIfCancelled();
  watch.tell(meter('writing', events, through));
  for (const build of builds) await build.finish();
  await writes.done();
  await accounts.write(db);
  await endSegment(work, { position: through, events, phase: 'switching' });
  watch.tell(meter('switching', events, through));
  watch.stopIfLeaving();
  return events;
}

/** After each page: whatever no table needs in memory leaves it. */
async function makeRoom(
  builds: readonly TableBuild[],
  read: number,
  { bytesAtRestMax = bytesAtRestDefault }: BuildOptions,
): Promise<void> {
  let bytes = 0;
  for (const build of builds) {
    await build.endPage(read);
    bytes += build.bytes;
  }
  if (bytes <= bytesAtRestMax) return;
  const [largest] = [...builds].sort((one, other) => other.bytes - one.bytes);
  largest!.makeRoom(read);
}

/**
 * What share of the log was read; never nothing, as sizes are estimated with it. By positions,
 * which are not numbers of events in every log.
 */
const share = (through: bigint, end: bigint) =>
  end > 0n ? Math.min(1, Math.max(0.001, Number(through) / Number(end))) : 1;

/** In one transaction with what is done until the first segment ends: COPY is fastest then. */
async function prepare({ db, models, build }: Work, builds: readonly TableBuild[], read: number) {
  await db.query('BEGIN');
  if (build.position === 0n) {
    for (const model of models) await createTables(db, model);
    return;
  }
  for (const build of builds) await build.goOn(read);
}

/** Commits rows, checkpoints and the row of the build together. */
async function endSegment(
  { db, models, build }: Work,
  saved: Readonly<{ position: bigint; events: number; phase?: 'switching' }>,
): Promise<void> {
  for (const model of models) await setCheckpoint(db, nextSchemaOf(model), saved.position);
  await saveBuild(db, build, { phase: 'reading', ...saved });
  await db.query('COMMIT');
}

function buildsByType(builds: readonly TableBuild[]): ReadonlyMap<string, readonly TableBuild[]> {
  const types = new Set(builds.flatMap(({ projection }) => projection.types));
  const concerned = (type: string) =>
    builds.filter(({ projection }) => projection.types.includes(type));
  return new Map([...types].map((type) => [type, concerned(type)]));
}

/** Of the first moments no estimate is told: what is warming up then says nothing of the rest. */
const warmUpSeconds = 1;

/** The rate is that of this run: what was saved by an earlier one took no time now. */
function meterOf(end: bigint, saved: number) {
  const started = performance.now();
  return (phase: Progress['phase'], events: number, through: bigint): Progress => {
    const seconds = (performance.now() - started) / 1000;
    const eventsPerSecond = seconds > 0 ? Math.round((events - saved) / seconds) : 0;
    const total = totalAt(events, through, end);
    const isKnown = phase === 'reading' && seconds >= warmUpSeconds && eventsPerSecond > 0;
    const secondsLeft = isKnown ? Math.ceil((total - events) / eventsPerSecond) : null;
    return { phase, events, total, eventsPerSecond, secondsLeft };
  };
}

/** Events up to `end`, where so many were read up to `through`; an estimate in some logs. */
function totalAt(events: number, through: bigint, end: bigint): number {
  if (through >= end) return events;
  if (through === 0n) return Number(end);
  return Math.max(events, Math.round((events * Number(end)) / Number(through)));
}
