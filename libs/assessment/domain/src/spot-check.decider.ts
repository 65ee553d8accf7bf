/** Spot checks: drawn by chance, scored case by case, completed with the last. */
import { samplingAlgorithm } from '@taizhang/contracts/assessment';
import type {
  CaseId,
  Checklist,
  FramedCase,
  SpotCheckEvent,
  SpotCheckId,
} from '@taizhang/contracts/assessment';
import { accept, alreadyDone, refuse, type Decider, type MessagesOf } from '@taizhang/kernel';
import { sampleOf } from './sampling.policy';

type DataOf<Type extends SpotCheckEvent['type']> = Extract<SpotCheckEvent, { type: Type }>['data'];
type Points = DataOf<'SpotCheckItemScored'>['points'];

export interface SpotCheckCommandPayloads {
  /** The frame was read before; the sample follows from it here. */
  DrawSpotCheck: Omit<DataOf<'SpotCheckDrawn'>, 'sample' | 'algorithm'>;
  ScoreSpotCheckItem: Readonly<{
    spotCheckId: SpotCheckId;
    caseId: CaseId;
    points: Points;
    findings: string;
  }>;
}
export type SpotCheckCommand = MessagesOf<SpotCheckCommandPayloads>;

export const spotCheckRefusals = [
  /** No such spot check was ever drawn. */
  'spot-check-unknown',
  /** No case was closed in that period, unit and kind. */
  'spot-check-frame-empty',
  /** Chance did not pick this case. */
  'spot-check-not-in-sample',
  /** Nobody scores their own work. */
  'spot-check-own-work',
  /** Each item of the checklist wants points, from none to its most. */
  'spot-check-points-wrong',
  /** It was scored otherwise already. */
  'spot-check-scored-already',
] as const;
export type SpotCheckRefusal = (typeof spotCheckRefusals)[number];

export type SpotCheckState = Readonly<{
  checklist: Checklist;
  sample: readonly FramedCase[];
  /** Points given, as text, by case. */
  scored: Readonly<Record<string, string>>;
}> | null;

export const spotCheckDecider: Decider<
  SpotCheckCommand,
  SpotCheckState,
  SpotCheckEvent,
  SpotCheckRefusal
> = {
  initialState: null,

  decide(command, state) {
    const { at, by } = command;
    if (command.type === 'DrawSpotCheck') {
      if (state) return alreadyDone;
      if (command.data.frame.length === 0) return refuse('spot-check-frame-empty');
      const sample = sampleOf(command.data);
      const data = { ...command.data, algorithm: samplingAlgorithm, sample } as const;
      return accept<SpotCheckEvent>({ type: 'SpotCheckDrawn', at, by, data });
    }
    if (!state) return refuse('spot-check-unknown');
    const { spotCheckId, caseId, points, findings } = command.data;
    const item = state.sample.find((one) => one.caseId === caseId);
    if (!item) return refuse('spot-check-not-in-sample');
    if (item.handlerId === by) return refuse('spot-check-own-work');
    if (!fits(state.checklist, points)) return refuse('spot-check-points-wrong');
    const before = state.scored[caseId];
    if (before !== undefined) {
      return before === textOf(points) ? alreadyDone : refuse('spot-check-scored-already');
    }
    const total = points.reduce((sum, one) => sum + one.points, 0);
    const data = { spotCheckId, ...item, points, total, findings };
    const events: SpotCheckEvent[] = [{ type: 'SpotCheckItemScored', at, by, data }];
    const items = Object.keys(state.scored).length + 1;
    if (items === state.sample.length) {
      events.push({ type: 'SpotCheckCompleted', at, by, data: { spotCheckId, items } });
    }
    return accept(...events);
  },

  evolve(state, { type, data }) {
    if (type === 'SpotCheckDrawn') {
      return { checklist: data.checklist, sample: data.sample, scored: {} };
    }
    if (!state || type !== 'SpotCheckItemScored') return state;
    return { ...state, scored: { ...state.scored, [data.caseId]: textOf(data.points) } };
  },
};

const fits = ({ items }: Checklist, points: Points) =>
  points.length === items.length &&
  items.every(({ key, max }) => points.some((one) => one.item === key && one.points <= max));

const textOf = (points: Points) =>
  points
    .map(({ item, points: given }) => `${item}=${given}`)
    .sort()
    .join();
