/** How far an erasure is, and the receipt that the person is given: on paper or as a file. */
import { erasureGroundTitles, requesterTitles } from '@taizhang/contracts/intake';
import type { ErasureReceipt } from '@taizhang/contracts/views';
import { useErasureReceipt } from '@taizhang/portal/data-access';
import {
  download,
  Facts,
  Moment,
  Name,
  Panel,
  Shown,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button } from 'antd';
import { WhatItMeans } from './erasure-panel';
import { privacyTexts } from './privacy.texts';

export function ReceiptPanel({ personId }: Readonly<{ personId: string }>) {
  const t = useTexts(privacyTexts);
  const answer = useErasureReceipt(personId, true);
  return (
    <Panel
      title={t('receipt')}
      className="tz-receipt"
      extra={answer.data?.completedAt && <TakeAway receipt={answer.data} />}
    >
      <Shown answer={answer} rows={8}>
        {(receipt) => (
          <>
            <Progress receipt={receipt} />
            <Told receipt={receipt} />
            <WhatItMeans />
          </>
        )}
      </Shown>
    </Panel>
  );
}

type OfReceipt = Readonly<{ receipt: ErasureReceipt }>;

function TakeAway({ receipt }: OfReceipt) {
  const t = useTexts(privacyTexts);
  const file = () =>
    download(
      `erasure-${receipt.personId}.json`,
      `${JSON.stringify(receipt, null, 2)}\n`,
      'application/json',
    );
  return (
    <span className="tz-row tz-receipt-actions">
      <Button onClick={() => window.print()}>{t('receipt.print')}</Button>
      <Button onClick={file}>{t('receipt.download')}</Button>
    </span>
  );
}

function Progress({ receipt }: OfReceipt) {
  const t = useTexts(privacyTexts);
  const { at, keysDestroyedAt, completedAt } = receipt;
  const steps = [
    ['decided', at],
    ['keys', keysDestroyedAt],
    ['complete', completedAt],
  ] as const;
  return (
    <ol className="tz-erasure-steps" aria-label={t('progress')} aria-live="polite">
      {steps.map(([step, reached]) => (
        <li key={step} data-reached={reached !== null}>
          <strong>
            {reached === null ? '○' : '✓'} {t(`step.${step}`)}
          </strong>
          <span className="tz-muted">
            {reached === null ? t('step.waits') : <Moment at={reached} show="exact" />}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Told({ receipt }: OfReceipt) {
  const t = useTexts(privacyTexts);
  const term = useTerm();
  const { personId, ground, requestedBy, reference, by, revision, position } = receipt;
  const { eventId, events, streams, rows, completedAt, keyBackups } = receipt;
  return (
    <>
      <Facts
        items={[
          [t('column.person'), <span className="tz-id">{personId}</span>],
          [t('column.ground'), term(erasureGroundTitles, ground)],
          [t('column.requestedBy'), term(requesterTitles, requestedBy)],
          [t('column.reference'), <span className="tz-id">{reference}</span>],
          [t('column.decidedBy'), <Name key="by" id={by} />],
          [t('receipt.event'), <span className="tz-id">{eventId}</span>],
          [t('receipt.place'), t('receipt.place.value', { position, number: revision + 1 })],
          ...(completedAt === null
            ? []
            : ([
                [t('receipt.unreadable'), t('receipt.unreadable.value', { events, streams })],
                [t('receipt.rows'), String(rows)],
              ] as const)),
        ]}
      />
      <p className="tz-muted">{t(`backups.${keyBackups}`)}</p>
    </>
  );
}
