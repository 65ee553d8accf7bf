/** How far the whole log is sealed, by which keys, and why nothing is signed any more. */
import type { Seals } from '@taizhang/contracts/views';
import { useMay, useSeals } from '@taizhang/portal/data-access';
import {
  EmptyNotice,
  Facts,
  formatInstant,
  Moment,
  Panel,
  Shown,
  Table,
  useLanguage,
  useTexts,
} from '@taizhang/portal/ui';
import { sealsTexts } from './seals.texts';
import './seals.css';

export function SealsPanel() {
  const t = useTexts(sealsTexts);
  const may = useMay('seal.read');
  const answer = useSeals(may);
  if (!may) return null;
  return (
    <Panel title={t('title')}>
      <p className="tz-muted tz-hint">{t('hint')}</p>
      <Shown answer={answer} rows={3}>
        {(seals) => (
          <>
            {seals.refusal && <Refused refusal={seals.refusal} />}
            {seals.heads.length === 0 ? (
              <EmptyNotice title={t('none')} hint={t('none.hint')} />
            ) : (
              <Told seals={seals} />
            )}
          </>
        )}
      </Shown>
    </Panel>
  );
}

function Refused({ refusal }: Readonly<{ refusal: NonNullable<Seals['refusal']> }>) {
  const t = useTexts(sealsTexts);
  const language = useLanguage();
  return (
    <div role="alert" className="tz-seal-refused">
      <strong>✕ {t('refused', { at: formatInstant(refusal.at, language) })}</strong>
      <p>
        {t(`refusal.${refusal.code}`)} {t('refusal.do')}
      </p>
    </div>
  );
}

const written = (count: number) => count.toLocaleString('en-US');

function Told({ seals }: Readonly<{ seals: Seals }>) {
  const t = useTexts(sealsTexts);
  const [latest] = seals.heads;
  return (
    <>
      <Facts
        items={[
          [t('sealed'), t('events', { count: written(seals.sealed) })],
          [t('takenIn'), t('events', { count: written(seals.takenIn) })],
          [t('latest'), latest ? <Moment key="latest" at={latest.at} /> : '–'],
          [
            t('keys'),
            <ol key="keys" className="tz-seal-keys">
              {seals.keys.map(({ key, from }) => (
                <li key={key}>
                  <code>{key}</code>{' '}
                  <span className="tz-muted">{t('key.from', { from: written(from) })}</span>
                </li>
              ))}
            </ol>,
          ],
        ]}
      />
      <Table
        label={t('heads')}
        caption={t('heads')}
        rows={seals.heads.slice(0, 5)}
        keyOf={({ size, at, key }) => `${size} ${at} ${key}`}
        title={(column) => t(`column.${column}`)}
        cells={{
          size: ({ size }) => written(size),
          at: ({ at }) => <Moment at={at} show="exact" />,
          root: ({ root }) => <code>{root}</code>,
        }}
      />
    </>
  );
}
