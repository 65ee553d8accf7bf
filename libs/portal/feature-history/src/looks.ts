/** Looks as lines: in words, and each once. */
import type { Look } from '@taizhang/contracts/views';

export type Way =
  | 'page'
  | 'list'
  | 'timeline'
  | 'deadlines'
  | 'replay'
  | 'comparison'
  | 'changes'
  | 'trail'
  | 'export';

/** What was opened, from the name of the operation. */
export function wayOf({ operation, kind }: Pick<Look, 'operation' | 'kind'>): Way {
  if (kind === 'access') return 'trail';
  if (/\.export$|export case$/.test(operation)) return 'export';
  const part = /\.(timeline|deadlines|asOf|difference|trail)$/.exec(operation)?.[1];
  if (part) return ways[part as keyof typeof ways];
  if (kind === 'history') return 'replay';
  const lists = /\.(list|search|alreadyOpen|ratings|entries|spotChecks|scorecards|looks)$/;
  return lists.test(operation) ? 'list' : 'page';
}

const ways = {
  timeline: 'timeline',
  deadlines: 'deadlines',
  asOf: 'replay',
  difference: 'comparison',
  trail: 'changes',
} as const;

/** Alike within so long is one look, as the trail itself has it. */
const sameLookMs = 5 * 60_000;

/**
 * Looks of one person that would read the same are one line, e.g. three lists of one page that all
 * held the case. @param looks newest first
 */
export function linesOf(looks: readonly Look[], withSubjects: boolean): readonly Look[] {
  const shown = new Map<string, number>();
  return looks.filter((look) => {
    const { staffId, unitId, outcome, subjects, at } = look;
    const reads = [staffId, unitId, wayOf(look), outcome, ...(withSubjects ? subjects : [])];
    const key = reads.join(' ');
    const instant = Date.parse(at);
    const before = shown.get(key);
    if (before !== undefined && before - instant < sameLookMs) return false;
    shown.set(key, instant);
    return true;
  });
}
