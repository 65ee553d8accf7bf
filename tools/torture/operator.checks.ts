/** Checks that ask the operator's own commands. */
import { isDeepStrictEqual } from 'node:util';
import type { Evidence, Ran, Subscriber } from './evidence';
import type { LogEvent } from './log-reader';
import { each, type Looked } from './looked';

/** Why a subscriber is not at the end of the log; `*` is the beginning of those yet to come. */
export const isBehind =
  (head: bigint) =>
  ({ consumer, position, failure }: Subscriber): string | undefined => {
    if (consumer === '*') return undefined;
    if (position !== head) return `stands at ${position}, the log ends at ${head}`;
    return failure === null ? undefined : `says that it fails: ${failure}`;
  };

/** Where whoever took in everything stands. */
export const headOf = (events: readonly LogEvent[]): bigint => events.at(-1)?.position ?? 0n;

type Compared = Readonly<{
  readModels: readonly { name: string; rows: number | null; differences: number | null }[];
}>;

/** Applied set = log set: from the same log, the same rows. */
export async function rebuiltEqualsServed({ taizhang }: Evidence): Promise<Looked> {
  const ran = await taizhang('rebuild', '--compare', '--json', '--quiet');
  const { readModels } = jsonOf<Compared>(ran);
  const differing = readModels.filter(({ differences }) => differences !== 0);
  const sentence = (differences: number | null) => `${differences ?? 'all'} rows differ`;
  return {
    count: readModels.reduce((sum, { rows }) => sum + (rows ?? 0), 0),
    findings: differing.map(({ name, differences }) => ({ id: name, what: sentence(differences) })),
  };
}

/** A command of `taizhang` that ends with 0 when there is nothing to find. */
export const operatorFindsNothing =
  (...args: readonly [string, ...string[]]) =>
  async ({ taizhang }: Evidence): Promise<Looked> => {
    const { out: help } = await taizhang('--help');
    if (!new RegExp(`^ +${args[0]}\\b`, 'm').test(help)) {
      return { count: 0, findings: [], leftOut: `there is no taizhang ${args[0]}` };
    }
    const { code, out, err } = await taizhang(...args);
    const words = `${out}\n${err}`.trim().split('\n').slice(-5).join(' · ');
    const what = `ended with ${code}: ${words}`;
    return { count: 1, findings: code === 0 ? [] : [{ id: args.join(' '), what }] };
  };

/** Event by event, each in its place, sealed as it was, and with the keys of its people. */
export async function restoresToTheSame(evidence: Evidence): Promise<Looked> {
  const { events, now, isCounted, customers, restored } = evidence;
  const [known] = customers;
  // Each store counts in its own way.
  const placed = (event?: LogEvent) => event && { ...event, ...(!isCounted && { position: 0n }) };
  const { runs, events: there, archive } = await restored(known?.id);
  const failed = runs.find(({ code }) => code !== 0);
  if (failed) return { count: 0, findings: [{ id: '–', what: failed.err.trim() || failed.out }] };
  // A clock may have run out since.
  const strange = there.slice(events.length).filter(({ recordedAt }) => recordedAt <= now);
  const longer = strange.map(({ id, type, stream }) => ({
    id,
    what: `${type} in ${stream} was never there`,
  }));
  const looked = each(
    events,
    ({ id }) => id,
    (event, index) =>
      isDeepStrictEqual(placed(there[index]), placed(event)) ? undefined : 'is another there',
  );
  const isBlind = known && !archive.includes(known.name);
  const blind = { id: known?.id ?? '', what: 'its name cannot be read there' };
  return { ...looked, findings: [...looked.findings, ...longer, ...(isBlind ? [blind] : [])] };
}

function jsonOf<Answer>({ code, out, err }: Ran): Answer {
  try {
    return JSON.parse(out) as Answer;
  } catch {
    throw new Error(`exit code ${code}: ${err.trim() || out.trim()}`);
  }
}
