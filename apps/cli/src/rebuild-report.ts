/** Rebuilds in lines: how far one is, what became of it, what differs. */
import type { ReadModel } from '@taizhang/kernel';
import {
  withoutValues,
  type Comparison,
  type KeptTables,
  type Progress,
  type Rebuilt,
} from '@taizhang/projections';
import { duration, number } from './progress';

/** `reading · 40 % · 120,000 of 300,000 events · 90,000 events/s · 2 s left` */
export const progressText = (progress: Progress): string => {
  const { eventsPerSecond, secondsLeft } = progress;
  const left = secondsLeft ? [`${duration(secondsLeft)} left`] : [];
  return [placeText(progress), `${number(eventsPerSecond)} events/s`, ...left].join(' · ');
};

/** The same of one that nobody works on. */
export const placeText = ({ phase, events, total }: Progress): string =>
  [
    phase,
    `${Math.floor((100 * events) / Math.max(total, 1))} %`,
    `${number(events)} of ${number(total)} events`,
  ].join(' · ');

export function rebuiltAsText(
  models: readonly ReadModel[],
  { events, eventsNow, seconds, comparisons }: Rebuilt,
): string {
  const rate = number(eventsNow / Math.max(seconds, 0.001));
  // What an earlier run has read took no time now.
  const now = eventsNow < events ? `, the last ${number(eventsNow)}` : '';
  const head = `${number(events)} events${now} in ${seconds.toFixed(1)} s (${rate} events/s)`;
  const lines = models.map(({ name }) => {
    const comparison = comparisons.get(name);
    if (!comparison) return `  ${name}: rebuilt and switched`;
    const { rows, differences } = comparison;
    const verdict = differences === 0 ? 'no row differs' : `${number(differences)} rows differ`;
    return [`  ${name}: ${number(rows)} rows, ${verdict}`, ...examplesOf(comparison)].join('\n');
  });
  return `${comparisons.size > 0 ? 'Compared' : 'Rebuilt'} ${head}\n${lines.join('\n')}\n`;
}

/** Which rows and fields; values may be personal and stay in the database. */
const examplesOf = ({ examples }: Comparison): string[] =>
  examples.map((difference) => {
    const { table, id, kind, fields } = withoutValues(difference);
    if (kind === 'missing') return `    ${table} ${id}: missing from what is served`;
    if (kind === 'unexpected') return `    ${table} ${id}: served, but not in the log`;
    return `    ${table} ${id}: ${fields.map(({ field }) => field).join(', ')}`;
  });

export const rebuiltAsJson = (
  models: readonly ReadModel[],
  { events, seconds, comparisons }: Rebuilt,
): string =>
  `${JSON.stringify(
    {
      events,
      seconds,
      readModels: models.map(({ name }) => {
        const { rows = null, differences = null, examples = [] } = comparisons.get(name) ?? {};
        return { name, rows, differences, examples: examples.map(withoutValues) };
      }),
    },
    null,
    2,
  )}\n`;

/** `12.3 MB` */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${number(bytes / 1_000)} kB`;
  const [value, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value.toFixed(1)} ${unit}`;
}

const whatTheyAre: Record<KeptTables['kind'], string> = {
  serving: 'serving',
  previous: 'served before; --roll-back serves them again',
  unfinished: 'being built, or waiting to be gone on with',
  'other-version': 'of another version of the code',
};

/** What lies there of a read model besides what serves. */
export const keptLines = (tables: readonly KeptTables[]): string[] =>
  tables
    .filter(({ kind }) => kind !== 'serving')
    .map(({ schema, kind, bytes }) => {
      // What is being filled is not measured: asking would wait for whoever fills it.
      const room = kind === 'unfinished' ? '' : ` (${size(bytes)})`;
      return `    ${schema}${room}: ${whatTheyAre[kind]}`;
    });
