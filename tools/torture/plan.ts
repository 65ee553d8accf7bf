/** Which process is killed when: all of it follows from the seed. */
import { lot, lotBetween, shuffled } from './lots';

/** How the platform runs that is tortured, as the report says it. */
export const ways = {
  embedded: 'everything in one process on its own PostgreSQL',
  eventstoredb: 'everything in one process, its log on EventStoreDB',
  distributed: 'two processes of each service behind a gateway, on their own PostgreSQL and Kafka',
} as const;
export type Way = keyof typeof ways;

/** What is done to whom; in the order in which the report lists them. */
export const killKinds = {
  process: 'kill -9 of one process of a service, or of the gateway',
  kafka: 'kill -9 of Kafka',
  store: 'kill -9 of EventStoreDB',
  platform: 'kill -9 of the platform',
  database: 'kill -9 of PostgreSQL, every process of it at once',
  postmaster: 'kill -9 of the first process of PostgreSQL alone',
  backend: 'kill -9 of one connection of PostgreSQL, which then recovers',
  both: 'kill -9 of the platform and of PostgreSQL, every process at once',
  'freeze-process': 'one process of a service, or the gateway, stands still for a while',
  'freeze-kafka': 'Kafka stands still for a while',
  'freeze-store': 'EventStoreDB stands still for a while',
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
  /** Which of several of a kind, as a part of their number, from 0 to below 1. */
  which: number;
}>;

const onPostgres = ['database', 'postmaster', 'backend', 'freeze-database'] as const;
const onStore = ['store', 'store', 'store', 'store', 'freeze-store', 'freeze-store'] as const;
/** So many kills hold every kind; who has most to lose is killed most often. */
const rounds: Readonly<Record<Way, readonly KillKind[]>> = {
  embedded: [
    ...(['platform', 'platform', 'platform', 'both', 'both', 'freeze-platform'] as const),
    ...onPostgres,
  ],
  eventstoredb: [
    ...(['platform', 'platform', 'both', 'freeze-platform'] as const),
    ...onStore,
    ...onPostgres,
  ],
  distributed: [
    ...(['process', 'process', 'process', 'process', 'freeze-process'] as const),
    ...(['kafka', 'kafka', 'freeze-kafka', 'platform', 'both'] as const),
    ...onPostgres,
  ],
};
/** Until the first services run: a start that is struck is struck before or after that. */
const startingMs: Readonly<Record<Way, number>> = {
  ...{ embedded: 3_000, eventstoredb: 3_000, distributed: 15_000 },
};

/** Every kind that is done to a platform that runs this way. */
export const kindsOf = (way: Way): KillKind[] =>
  (Object.keys(killKinds) as KillKind[]).filter((kind) => rounds[way].includes(kind));

const endsPlatform = (kind?: KillKind) => kind === 'platform' || kind === 'both';
const freezes = (kind: KillKind) => kind.startsWith('freeze');

/** The first `count` kills of a seed; more of them begin with the same ones. */
export function killsOf(seed: number, count: number, way: Way = 'embedded'): Kill[] {
  const round = rounds[way];
  const all = Array.from({ length: Math.ceil(count / round.length) }, (_, index) =>
    shuffled(round, seed, 'round', index),
  );
  const kinds = all.flat().slice(0, count);
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
      afterMs: phase === 'start' ? drawn('after', 50, startingMs[way]) : whileServing,
      // Whoever asks the store gives up after ten seconds.
      forMs: freezes(kind) ? drawn('for', 300, kind === 'freeze-store' ? 14_000 : 4_000) : 0,
      againAfterMs: endsPlatform(kind) || kind === 'store' ? drawn('again', 0, 300) : 0,
      which: lot(seed, 'kill', index, 'which'),
    };
  });
}
