/** Outages that concern many: what is dark, until when, and what was. */
import { areaTitles, outageKindTitles } from '@taizhang/contracts/intake';
import type { Outage } from '@taizhang/contracts/views';
import { useMay, useOutages, useRestoreOutage } from '@taizhang/portal/data-access';
import {
  Badge,
  Moment,
  More,
  Name,
  Page,
  Panel,
  ProblemNotice,
  Shown,
  useNow,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { AnnounceOutageForm } from './announce-outage';
import { outageTexts } from './outage.texts';

export function OutagesPage() {
  const t = useTexts(outageTexts);
  const mayAnnounce = useMay('fault.dispatch');
  const [announcing, setAnnouncing] = useState(false);
  return (
    <Page
      title={t('title')}
      aside={<Link to="/faults">{t('board')}</Link>}
      actions={
        mayAnnounce &&
        !announcing && (
          <Button type="primary" onClick={() => setAnnouncing(true)}>
            {t('announce')}
          </Button>
        )
      }
    >
      {announcing && <AnnounceOutageForm onDone={() => setAnnouncing(false)} />}
      <OutageList open />
      <OutageList open={false} />
    </Page>
  );
}

function OutageList({ open }: Readonly<{ open: boolean }>) {
  const t = useTexts(outageTexts);
  const answer = useOutages(open);
  const which = open ? 'open' : 'over';
  return (
    <Panel title={t(which)}>
      <Shown answer={answer} rows={3}>
        {(outages) =>
          outages.length === 0 ? (
            <p className="tz-muted">{t(`${which}.none`)}</p>
          ) : (
            <>
              <ul className="tz-lines">
                {outages.map((outage) => (
                  <OutageLine key={outage.id} outage={outage} />
                ))}
              </ul>
              <More shown={outages.length} pages={answer} />
            </>
          )
        }
      </Shown>
    </Panel>
  );
}

function OutageLine({ outage }: Readonly<{ outage: Outage }>) {
  const t = useTexts(outageTexts);
  const term = useTerm();
  const now = useNow();
  const { kind, area, place, reason, startsAt, endsAt, restoredAt, unitIds, faults } = outage;
  const isLate = restoredAt === null && Date.parse(endsAt) < now;
  return (
    <li>
      <span className="tz-line-main">
        <strong>{place}</strong> {term(areaTitles, area)}
        {reason && <span className="tz-muted"> · {reason}</span>}
        <br />
        <span className="tz-muted tz-small">
          <Moment at={startsAt} show="exact" /> –{' '}
          {restoredAt ? (
            <>
              {t('restored')} <Moment at={restoredAt} show="exact" />
            </>
          ) : (
            <>
              {t('expected')} <Moment at={endsAt} />
            </>
          )}
          {unitIds.map((id) => (
            <span key={id}>
              {' · '}
              <Name id={id} />
            </span>
          ))}
        </span>
      </span>
      <span>{t('faults', { count: faults })}</span>
      {isLate && <Badge tone="danger">{t('expected.passed')}</Badge>}
      <Badge tone={kind === 'planned' ? 'info' : 'warning'}>{term(outageKindTitles, kind)}</Badge>
      {restoredAt === null && <RestoreButton outage={outage} />}
    </li>
  );
}

/** Asks first: every report that is linked is restored with it. */
function RestoreButton({ outage }: Readonly<{ outage: Outage }>) {
  const t = useTexts(outageTexts);
  const mayRestore = useMay('fault.dispatch');
  const restore = useRestoreOutage();
  const [modal, place] = Modal.useModal();
  if (!mayRestore) return null;
  const ask = () =>
    void modal.confirm({
      title: t('restore.question', { place: outage.place }),
      content: t('restore.detail', { count: outage.faults }),
      icon: null,
      okText: t('yes'),
      cancelText: t('no'),
      onOk: () => restore.mutate(outage),
    });
  return (
    <span>
      <Button size="small" loading={restore.isPending} onClick={ask}>
        {t('restore')}
      </Button>
      {restore.error && <ProblemNotice error={restore.error} />}
      {place}
    </span>
  );
}
