/** What a read model of another release left in the database, and how to be rid of it. */
import type { ReadModelsStatus } from '@taizhang/contracts/views';
import { Panel, useTexts } from '@taizhang/portal/ui';
import { operationsTexts } from './operations.texts';
import { Technical } from './technical';

/** Drops what no process serves, and what is kept of the others to go back to. */
const command = 'taizhang rebuild --forget';

/** While it is upgraded, a service of before may answer that tells of none. */
export function UnknownPanel({ unknown = [] }: Partial<Pick<ReadModelsStatus, 'unknown'>>) {
  const t = useTexts(operationsTexts);
  if (unknown.length === 0) return null;
  return (
    <Panel title={t('unknown')}>
      <p className="tz-muted tz-hint">{t('unknown.hint')}</p>
      <ul>
        {unknown.map(({ schema, served }) => (
          <li key={schema}>
            <Technical>{schema}</Technical> · {t(served ? 'unknown.served' : 'unknown.left')}
          </li>
        ))}
      </ul>
      <p className="tz-muted">
        {t('unknown.drop')} <Technical>{command}</Technical>
      </p>
    </Panel>
  );
}
