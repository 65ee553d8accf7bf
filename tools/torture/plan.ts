/** Which process is killed when: all of it follows from the seed. */
import { lot, lotBetween, shuffled } from './lots';

/** What is done to whom; in the order in which the report lists them. */
export const killKinds = {
  platform: 'kill -9 of the platform',
  database: 'kill -9 of PostgreSQL, every process of it at once',
  postmaster: 'kill -9 of the first process of PostgreSQL alone',
  backend: 'kill -9 of one connection of PostgreSQL, which then recovers',
  both: 'kill -9 of the platform and of PostgreSQL, every process at once',
  'freeze-platform': 'the platform stands still for a while',
  'freeze-database': 'PostgreSQL stands still for a while',
} as const;
export type KillKind = keyof typeof killKinds;

export type Kill = Readonly<{
  number: number;
  kind: KillKind;
  /** While commands are served, or while what was killed before is starting. */
  phase: 'load' | 'start';
  /** Since it was ready, or since its start began. */
  afterMs: number;
  /** How long it stands still; 0 for a kill. */
  forMs: number;
  /** How long nobody starts it again. */
  againAfterMs: number;
}>;

/** Ten kills hold every kind; who has most to lose is killed most often. */
const round: readonly KillKind[] = [
  ...(['platform', 'platform', 'platform', 'both', 'both'] as const),
  ...(['database', 'postmaster', 'backend', 'freeze-platform', 'freeze-database'] as const),
];

const endsPlatform = (kind?: KillKind) => kind === 'platform' || kind === 'both';
const freezes = (kind: KillKind) => kind.startsWith('freeze');

/** The first `count` kills of a seed; more of them begin with the same ones. */
export function killsOf(seed: number, count: number): Kill[] {
  const rounds = Array.from({ length: Math.ceil(count / round.length) }, (_, index) =>
    shuffled(round, seed, 'round', index),
  );
  const kinds = rounds.flat().slice(0, count);
  return kinds.map((kind, index) => {
    const drawn = (name: string, from: number, to: number) =>
      lotBetween(from, to, seed, 'kill', index, name);
    const starts = endsPlatform(kind) && (index === 0 || endsPlatform(kinds[index - 1]));
    const phase = starts && lot(seed, 'kill', index, 'phase') < 0.6 ? 'start' : 'load';
    // Half of the kills come at once, when recovery is still at work.
    const isEarly = lot(seed, 'kill', index, 'early') < 0.5;
    const whileServing = isEarly ? drawn('after', 0, 400) : drawn('after', 400, 2_500);
    return {
      ...{ number: index + 1, kind, phase },
      afterMs: phase === 'start' ? drawn('after', 50, 3_000) : whileServing,
      forMs: freezes(kind) ? drawn('for', 300, 4_000) : 0,
      againAfterMs: endsPlatform(kind) ? drawn('again', 0, 300) : 0,
    };
  });
}
