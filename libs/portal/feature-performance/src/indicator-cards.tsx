/** The totals, each with its change against the period before; each opens to its events. */
import type { PerformanceReport } from '@taizhang/contracts/views';
import { useLanguage, useTexts } from '@taizhang/portal/ui';
import {
  changeOf,
  figureBehind,
  indicatorNames,
  indicators,
  type Figure,
  type IndicatorName,
} from './indicators';
import { performanceTexts } from './performance.texts';
import { writtenChange, writtenValue } from './written';

type CardsProps = Readonly<{ report: PerformanceReport; onOpen: (figure: Figure) => void }>;

export function IndicatorCards({ report, onOpen }: CardsProps) {
  const t = useTexts(performanceTexts);
  const { from, to } = report.previous;
  return (
    <section aria-label={t('cards')}>
      <p className="tz-muted tz-small">{t('previous', { from, to })}</p>
      <ul className="tz-indicators">
        {indicatorNames.map((name) => (
          <IndicatorCard key={name} name={name} report={report} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

const arrowOf = (by: number) => (by > 0 ? '↑' : by < 0 ? '↓' : '→');

function IndicatorCard({ name, report, onOpen }: CardsProps & Readonly<{ name: IndicatorName }>) {
  const t = useTexts(performanceTexts);
  const language = useLanguage();
  const indicator = indicators[name];
  const { kind, opens } = indicator;
  const figure = figureBehind(indicator, report.total) ?? opens[0]!;
  const value = writtenValue(indicator.value(report.total), kind, language);
  const change = changeOf(indicator, report.total, report.previous.total);
  return (
    <li>
      <button type="button" className="tz-indicator" onClick={() => onOpen(figure)}>
        <span className="tz-card-title">{t(`indicator.${name}`)}</span>
        <span className="tz-indicator-value">{value}</span>
        {change ? (
          <span className={`tz-change tz-change-${change.judgement}`}>
            <span aria-hidden="true">{arrowOf(change.by)} </span>
            {kind === 'share'
              ? t('points.share', { value: writtenChange(change.by, kind, language) })
              : writtenChange(change.by, kind, language)}
            {change.judgement !== 'neutral' && ` ${t(`change.${change.judgement}`)}`}
          </span>
        ) : (
          <span className="tz-muted tz-small">{t('change.none')}</span>
        )}
      </button>
    </li>
  );
}
