/** All tables of some read models, built from one reading of the log. */
import type { EventLog, ReadModel } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { storesOf } from './apply';
import { createTables, nextSchemaOf } from './schema';
import { TableBuild } from './table-build';

export type Progress = Readonly<{
  phase: 'reading' | 'writing' | 'switching';
  events: number;
  /** Events in the log when the reading began. */
  total: number;
  eventsPerSecond: number;
  secondsLeft: number | null;
}>;

export type RebuildOptions = Readonly<{
  /** Compare with what is served and keep that, instead of switching. */
  compare?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Rows of one table held in memory before they spill into the table. */
  rowsInMemoryMax?: number;
}>;

export class RebuildCancelled extends Error {}

// Two pages at a time, with all that is parsed of them, must be small beside the young generation
// (16 MiB): what lies in it when it is full is copied, and copied again into the old one.
const pageSize = 500;
const rowsInMemoryDefault = 100_000;

export const stopIfCancelled = ({ signal }: RebuildOptions) => {
  if (signal?.aborted) throw new RebuildCancelled('The rebuild was cancelled');
};

/** In the caller's transaction, because COPY is fastest into a table that it created. */
export async function build(
  log: EventLog,
  db: ClientBase,
  models: readonly ReadModel[],
  options: RebuildOptions,
) {
  const { onProgress, rowsInMemoryMax = rowsInMemoryDefault } = options;
  for (const model of models) await createTables(db, model);
  const builds = models
    .flatMap((model) => storesOf(nextSchemaOf(model), model))
    .map((store) => new TableBuild(store, rowsInMemoryMax));
  const byType = buildsByType(builds);
  // Positions are gapless per adapter or nearly so; as a total for people they do.
  const total = Number(await log.head());
  const meter = meterOf(total);
  let events = 0;
  let through = 0n;
  for await (const page of log.feed({ after: 0n, pageSize, untilHead: true })) {
    stopIfCancelled(options);
    for (const event of page.events) {
      for (const build of byType.get(event.type) ?? []) build.fold(event);
    }
    events += page.events.length;
    through = page.through;
    for (const build of builds) await build.endPage(db, Math.max(0.001, events / total));
    onProgress?.(meter('reading', events));
  }
  onProgress?.(meter('writing', events));
  for (const build of builds) {
    stopIfCancelled(options);
    await build.finish(db);
  }
  onProgress?.(meter('switching', events));
  return { events, through };
}

function buildsByType(builds: readonly TableBuild[]): ReadonlyMap<string, readonly TableBuild[]> {
  const types = new Set(builds.flatMap(({ projection }) => projection.types));
  const concerned = (type: string) =>
    builds.filter(({ projection }) => projection.types.includes(type));
  return new Map([...types].map((type) => [type, concerned(type)]));
}

function meterOf(total: number) {
  const started = performance.now();
  return (phase: Progress['phase'], events: number): Progress => {
    const seconds = (performance.now() - started) / 1000;
    const eventsPerSecond = seconds > 0 ? Math.round(events / seconds) : 0;
    const left = Math.max(0, total - events);
    const secondsLeft = eventsPerSecond > 0 ? Math.ceil(left / eventsPerSecond) : null;
    return { phase, events, total, eventsPerSecond, secondsLeft };
  };
}
