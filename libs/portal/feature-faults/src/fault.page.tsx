/** One fault: what to do next first, because whoever opens it stands in the rain. */
import {
  areaTitles,
  faultCauseTitles,
  faultClassTitles,
  gradeGroundTitles,
  triageTitles,
} from '@taizhang/contracts/intake';
import type { Fault } from '@taizhang/contracts/views';
import { useFault, useMay, useMistakenCut } from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import { RatingLink } from '@taizhang/portal/feature-rating';
import { SealBadge } from '@taizhang/portal/feature-seals';
import {
  CaseLink,
  DeadlineBadge,
  Facts,
  listed,
  Moment,
  Name,
  Page,
  Panel,
  PromiseName,
  Shown,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { FaultStatusBadge, GradeBadge } from './fault-badges';
import { FaultDeadlines } from './fault-deadlines';
import { FaultSteps } from './fault-steps';
import { FaultTimeline } from './fault-timeline';
import { faultTexts } from './fault.texts';
import './faults.css';

export function FaultPage() {
  const t = useTexts(faultTexts);
  const { faultId = '' } = useParams();
  const answer = useFault(faultId);
  const title = t('title', { place: answer.data?.place ?? '' });
  return (
    <Page key={faultId} title={title} aside={answer.data && <Aside fault={answer.data} />}>
      <Shown answer={answer} rows={10}>
        {(fault) => (
          <>
            <FaultSteps fault={fault} />
            <div className="tz-columns">
              <div className="tz-stack">
                <Head fault={fault} />
                <Panel title={t('statement')}>
                  <p className="tz-words">{fault.statement || '–'}</p>
                </Panel>
                <FaultTimeline fault={fault} />
              </div>
              <FaultDeadlines fault={fault} />
            </div>
            <HistoryPanel id={fault.id} revision={fault.revision} />
            <AccessPanel id={fault.id} />
          </>
        )}
      </Shown>
    </Page>
  );
}

type WithFault = Readonly<{ fault: Fault }>;

function Aside({ fault }: WithFault) {
  return (
    <>
      <GradeBadge grade={fault.grade} />
      <FaultStatusBadge status={fault.status} />
      <span className="tz-id tz-muted">{fault.id}</span>
      <SealBadge caseId={fault.id} revision={fault.revision} />
    </>
  );
}

function Head({ fault }: WithFault) {
  const t = useTexts(faultTexts);
  const term = useTerm();
  const language = useLanguage();
  const seesCustomers = useMay('customer.read');
  const account = useMistakenCut(fault.customerId, fault.id);
  const seesContacts = useMay('contact.read');
  const grounds = fault.grounds.map((ground) => term(gradeGroundTitles, ground));
  const items: (readonly [string, ReactNode])[] = [
    [
      t('head.next'),
      <span key="next">
        {fault.nextPromise && <PromiseName promise={fault.nextPromise} />}{' '}
        <DeadlineBadge dueAt={fault.nextDueAt} />
      </span>,
    ],
    [t('head.place'), `${fault.place || '–'} · ${term(areaTitles, fault.area)}`],
    [t('head.class'), term(faultClassTitles, fault.class)],
    [t('head.triage'), term(triageTitles, fault.triage)],
    [t('head.grounds'), listed(grounds, language) || '–'],
    [t('head.crew'), <Name key="crew" id={fault.unitId} />],
    [t('head.handler'), <Name key="handler" id={fault.handlerId} />],
    [t('head.cause'), term(faultCauseTitles, fault.cause)],
    [t('head.reported'), <Moment key="reported" at={fault.reportedAt} show="exact" />],
    [t('head.arrived'), <When key="arrived" at={fault.arrivedAt} />],
    [t('head.restored'), <When key="restored" at={fault.restoredAt} />],
    [t('head.owner'), <Name key="owner" id={fault.ownerId} />],
    [t('head.missed'), fault.missed],
    [t('head.urges'), fault.urges],
  ];
  if (fault.customerId && seesCustomers) {
    const link = <Link to={`/customers/${fault.customerId}`}>{t('head.customer.open')}</Link>;
    items.push([t('head.customer'), link]);
  }
  if (fault.contactId && seesContacts) {
    items.push([t('head.contact'), <CaseLink key="contact" id={fault.contactId} />]);
  }
  if (account) items.push([t('head.account'), <CaseLink key="account" id={account.id} />]);
  if (account?.complaintId) {
    items.push([t('head.complaint'), <CaseLink key="complaint" id={account.complaintId} />]);
  }
  return (
    <div className="tz-panel">
      <Facts items={items} />
      {fault.status === 'closed' && <RatingLink caseId={fault.id} />}
    </div>
  );
}

function When({ at }: Readonly<{ at: string | null }>) {
  return at ? <Moment at={at} show="exact" /> : <>–</>;
}
