/** The past of anything that has one: back to an instant, compared with another, by whom. */
import type { Basis, Trail } from '@taizhang/contracts/views';
import {
  useHistoryAsOf,
  useHistoryDifference,
  useMay,
  useTrail,
} from '@taizhang/portal/data-access';
import { formatInstantWithSeconds, Panel, Shown, useLanguage, useTexts } from '@taizhang/portal/ui';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { AsOfBar } from './as-of-bar';
import { DifferenceView } from './difference-view';
import { historyTexts } from './history.texts';
import { MomentForm } from './moment-form';
import { StateView } from './state-view';
import { instantToAsk, stepAt, stepsOf, type HistoryStep } from './steps';
import { TrailView } from './trail-view';
import { useWords } from './use-words';
import './history.css';

type HistoryPanelProps = Readonly<{
  id: string;
  /** Of what the page shows: with a newer one the history is asked for again. */
  revision: number;
}>;

/** Nothing for whoever may not replay. */
export function HistoryPanel({ id, revision }: HistoryPanelProps) {
  const mayReplay = useMay('history.replay');
  return mayReplay ? <Replayed id={id} revision={revision} /> : null;
}

function Replayed({ id, revision }: HistoryPanelProps) {
  const t = useTexts(historyTexts);
  const answer = useTrail(id, revision);
  return (
    <>
      <Panel title={t('title')} className="tz-history">
        <p className="tz-muted">{t('hint')}</p>
        <Shown answer={answer}>
          {(trail) => <Replay id={id} revision={revision} trail={trail} />}
        </Shown>
      </Panel>
      <TrailPanel id={id} revision={revision} />
    </>
  );
}

/** Who changed what; also where a page has a replay of its own. */
export function TrailPanel({ id, revision }: HistoryPanelProps) {
  const t = useTexts(historyTexts);
  const answer = useTrail(id, revision);
  return (
    <Panel title={t('trail')} className="tz-history">
      <Shown answer={answer}>{(trail) => <TrailView trail={trail} />}</Shown>
    </Panel>
  );
}

type ReplayProps = HistoryPanelProps & Readonly<{ trail: Trail }>;

function Replay({ id, revision, trail }: ReplayProps) {
  const t = useTexts(historyTexts);
  const [basis, setBasis] = useState<Basis>('occurred');
  // Null follows the present: a new event moves it along.
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [compares, setCompares] = useState(false);
  const steps = stepsOf(trail.items, basis);
  const last = steps.length - 1;
  const describe = useDescription(steps);
  const present = steps.at(-1)?.at;
  const set = (change: (at: string | null) => void, at: string) =>
    change(at === present ? null : at);
  const move = (change: (at: string | null) => void) => (step: number) =>
    set(change, steps[step]!.at);
  const valueOf = (at: string | null) => (at === null ? last : Math.max(0, stepAt(steps, at)));
  const asked = { from, to: compares ? to : null, basis, revision };

  function goTo(instant: string): boolean {
    const at = instantToAsk(steps, instant, trail.itemsLeftOut);
    if (at !== null) set(setFrom, at);
    return at !== null;
  }
  function changeBasis(next: Basis) {
    setBasis(next);
    setFrom(null);
    setTo(null);
  }

  return (
    <>
      <AsOfBar
        label={t('slider.from')}
        last={last}
        value={valueOf(from)}
        onChange={move(setFrom)}
        describe={(step) => describe(step, from)}
      >
        <MomentForm basis={basis} onBasis={changeBasis} onMoment={goTo} />
      </AsOfBar>
      <Checkbox checked={compares} onChange={({ target }) => setCompares(target.checked)}>
        {t('compare')}
      </Checkbox>
      {compares && (
        <AsOfBar
          label={t('slider.to')}
          last={last}
          value={valueOf(to)}
          onChange={move(setTo)}
          describe={(step) => describe(step, to)}
        />
      )}
      <Compared id={id} {...asked} />
    </>
  );
}

type ComparedProps = Readonly<{
  id: string;
  from: string | null;
  to: string | null;
  basis: Basis;
  revision: number;
}>;

/** The state at the first instant, and what is another at the second. */
function Compared({ id, from, to, basis, revision }: ComparedProps) {
  const t = useTexts(historyTexts);
  const state = useHistoryAsOf(id, { at: from, basis, revision });
  const difference = useHistoryDifference(id, { from, to, basis, revision });
  if (from === null && to === null) return <p className="tz-muted">{t('difference.now')}</p>;
  return (
    <div className="tz-history-compared">
      <div>
        <h3>{t('state')}</h3>
        {from === null ? (
          <p className="tz-muted">{t('difference.now')}</p>
        ) : (
          <Shown answer={state}>{(asOf) => <StateView asOf={asOf} />}</Shown>
        )}
      </div>
      <div data-part="difference">
        <h3>{t('difference')}</h3>
        {from === to ? (
          <p className="tz-muted">{t('difference.none')}</p>
        ) : (
          <Shown answer={difference}>{(found) => <DifferenceView difference={found} />}</Shown>
        )}
      </div>
    </div>
  );
}

/** Where a step stands, in words; or an instant before those that are listed. */
function useDescription(steps: readonly HistoryStep[]) {
  const t = useTexts(historyTexts);
  const language = useLanguage();
  const words = useWords();
  return (step: number, asked: string | null): string => {
    const found = steps[step];
    if (!found) return '';
    if (asked !== null && stepAt(steps, asked) < 0) {
      return t('position.earlier', { at: formatInstantWithSeconds(asked, language) });
    }
    const first = words.event(found.entries[0]!.type);
    const count = found.entries.length;
    const event = count === 1 ? first : t('position.more', { event: first, count });
    const at = formatInstantWithSeconds(found.at, language);
    return t('position', { step: step + 1, last: steps.length, at, event });
  };
}
