/** Checks that ask the operator's own commands. */
import type { Evidence, Ran, Subscriber } from './evidence';
import type { Looked } from './looked';

/** Why a subscriber is not at the end of the log; `*` is the beginning of those yet to come. */
export const isBehind =
  (head: bigint) =>
  ({ consumer, position, failure }: Subscriber): string | undefined => {
    if (consumer === '*') return undefined;
    if (position !== head) return `stands at ${position}, the log ends at ${head}`;
    return failure === null ? undefined : `says that it fails: ${failure}`;
  };

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

function jsonOf<Answer>({ code, out, err }: Ran): Answer {
  try {
    return JSON.parse(out) as Answer;
  } catch {
    throw new Error(`exit code ${code}: ${err.trim() || out.trim()}`);
  }
}
