/** A period of assessment: its indicators are frozen before anybody is scored. */
import type { IndicatorSet, PeriodId, ScorecardEvent } from '@taizhang/contracts/assessment';
import { accept, alreadyDone, refuse, type Decider, type Message } from '@taizhang/kernel';

export type PeriodEvent = Extract<
  ScorecardEvent,
  { type: 'AssessmentPeriodOpened' | 'IndicatorsFrozen' }
>;
export type OpenPeriod = Message<
  'OpenPeriod',
  { periodId: PeriodId; name: string; from: string; to: string; indicators: IndicatorSet }
>;

export const periodRefusals = [
  /** The last day is not before the first. */
  'period-backwards',
] as const;
export type PeriodRefusal = (typeof periodRefusals)[number];

export type PeriodState = Readonly<{
  from: string;
  to: string;
  indicators: IndicatorSet['indicators'];
}> | null;

export const periodDecider: Decider<OpenPeriod, PeriodState, PeriodEvent, PeriodRefusal> = {
  initialState: null,

  decide({ at, by, data }, state) {
    if (state) return alreadyDone;
    const { periodId, name, from, to, indicators } = data;
    if (to < from) return refuse('period-backwards');
    return accept<PeriodEvent>(
      { type: 'AssessmentPeriodOpened', at, by, data: { periodId, name, from, to } },
      { type: 'IndicatorsFrozen', at, by, data: { periodId, ...indicators } },
    );
  },

  evolve(state, { type, data }) {
    if (type === 'AssessmentPeriodOpened') {
      return { from: data.from, to: data.to, indicators: [] };
    }
    return state && { ...state, indicators: data.indicators };
  },
};
