/** One callback: about which case, the call itself, and how it came to stand as it does. */
import { callbackKindTitles } from '@taizhang/contracts/assessment';
import type { Callback } from '@taizhang/contracts/views';
import { useMay, useOneCallback } from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import {
  CaseLink,
  Facts,
  Moment,
  Name,
  Page,
  Shown,
  TitledCaseLink,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { AssessmentTabs } from './assessment-tabs';
import { assessmentTexts } from './assessment.texts';
import { CallPanel } from './call-panel';
import { CallbackBadge, CallbackDeadline, isOpen } from './callback-badges';

export function CallbackPage() {
  const t = useTexts(assessmentTexts);
  const term = useTerm();
  const { callbackId = '' } = useParams();
  const answer = useOneCallback(callbackId);
  const { data: callback } = answer;
  return (
    <Page
      key={callbackId}
      title={callback ? term(callbackKindTitles, callback.kind) : t('tab.callbacks')}
      aside={callback && <CallbackBadge status={callback.status} />}
      actions={<Link to="/assessment/callbacks">{t('callback.all')}</Link>}
    >
      <AssessmentTabs />
      <Shown answer={answer} rows={8}>
        {(found) => (
          <div className="tz-stack">
            <Head callback={found} />
            <Call callback={found} />
            <HistoryPanel id={found.id} revision={found.revision} />
            <AccessPanel id={found.id} />
          </div>
        )}
      </Shown>
    </Page>
  );
}

type WithCallback = Readonly<{ callback: Callback }>;

function Head({ callback }: WithCallback) {
  const t = useTexts(assessmentTexts);
  const { caseId, customerId, handlerId, unitId, scheduledAt, attempts, attemptsMax } = callback;
  const items: (readonly [string, ReactNode])[] = [
    [t('column.case'), <TitledCaseLink key="case" id={caseId} />],
    [t('column.customer'), customerId ? <CaseLink key="customer" id={customerId} /> : '–'],
    [t('column.handler'), <Name key="handler" id={handlerId} />],
    [t('callback.unit'), <Name key="unit" id={unitId} />],
    [t('callback.scheduled'), <Moment key="scheduled" at={scheduledAt} show="exact" />],
    [t('column.due'), <CallbackDeadline key="due" callback={callback} />],
  ];
  const { calledAt, calledBy, score, comment } = callback;
  if (attempts > 0) {
    const called = t('attempts', { count: attempts, most: attemptsMax });
    items.push([t('callback.attempts'), called]);
  }
  if (calledAt) {
    items.push([
      t('callback.called'),
      <span key="called">
        <Moment at={calledAt} show="exact" /> · <Name id={calledBy} />
      </span>,
    ]);
  }
  if (score !== null) items.push([t('column.result'), t('score', { score })]);
  if (comment) {
    items.push([
      t('call.comment'),
      <span key="comment" className="tz-words">
        {comment}
      </span>,
    ]);
  }
  return (
    <div className="tz-panel">
      <Facts items={items} />
    </div>
  );
}

/** The form of the call, for whoever may make it and asks for it. */
function Call({ callback }: WithCallback) {
  const t = useTexts(assessmentTexts);
  const mayCall = useMay('assessment.write');
  const [calling, setCalling] = useState(false);
  if (!mayCall || !isOpen(callback)) return null;
  if (calling) return <CallPanel callback={callback} onDone={() => setCalling(false)} />;
  return (
    <div>
      <Button type="primary" onClick={() => setCalling(true)}>
        {t('call')}
      </Button>
    </div>
  );
}
