/** Whom to call today, the most urgent first, and what was said. */
import { callbackKindTitles } from '@taizhang/contracts/assessment';
import type { Callback } from '@taizhang/contracts/views';
import { useCallbacks, useMay } from '@taizhang/portal/data-access';
import {
  Badge,
  EmptyNotice,
  More,
  Name,
  Page,
  Shown,
  Table,
  TitledCaseLink,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { AssessmentTabs } from './assessment-tabs';
import { assessmentTexts } from './assessment.texts';
import { CallPanel } from './call-panel';
import { CallbackBadge, CallbackDeadline, isOpen } from './callback-badges';

export function CallbacksPage() {
  const t = useTexts(assessmentTexts);
  const [search] = useSearchParams();
  const list = search.get('list') === 'done' ? 'done' : 'due';
  const answer = useCallbacks(list);
  const [calling, setCalling] = useState<string>();
  const called = answer.data?.find(({ id }) => id === calling);
  return (
    <Page title={t('title')}>
      <AssessmentTabs />
      {called && (
        <CallPanel key={called.id} callback={called} onDone={() => setCalling(undefined)} />
      )}
      <div className="tz-panel">
        <nav aria-label={t('lists')} className="tz-tabs">
          {(['due', 'done'] as const).map((one) => (
            <Link key={one} to={`?list=${one}`} aria-current={one === list ? 'page' : undefined}>
              {t(`list.${one}`)}
            </Link>
          ))}
        </nav>
        <Shown answer={answer} rows={8}>
          {(callbacks) =>
            callbacks.length === 0 ? (
              <EmptyNotice title={t('callbacks.none')} hint={t('callbacks.none.hint')} />
            ) : (
              <>
                <CallbackTable callbacks={callbacks} onCall={setCalling} />
                <More shown={callbacks.length} pages={answer} />
              </>
            )
          }
        </Shown>
      </div>
    </Page>
  );
}

type CallbackTableProps = Readonly<{
  callbacks: readonly Callback[];
  onCall: (id: string) => void;
}>;

function CallbackTable({ callbacks, onCall }: CallbackTableProps) {
  const t = useTexts(assessmentTexts);
  const term = useTerm();
  const mayCall = useMay('assessment.write');
  return (
    <Table
      label={t('lists')}
      oneLine
      rows={callbacks}
      keyOf={({ id }) => id}
      title={(column) => t(`column.${column}`)}
      cells={{
        case: ({ caseId }) => <TitledCaseLink id={caseId} />,
        kind: ({ id, kind }) => (
          <Link to={`/assessment/callbacks/${id}`}>{term(callbackKindTitles, kind)}</Link>
        ),
        handler: ({ handlerId }) => <Name id={handlerId} />,
        due: (callback) => <CallbackDeadline callback={callback} />,
        state: ({ status }) => <CallbackBadge status={status} />,
        result: (callback) => <Result callback={callback} />,
        action: (callback) =>
          isOpen(callback) && mayCall ? (
            <Button size="small" onClick={() => onCall(callback.id)}>
              {t('call')}
            </Button>
          ) : (
            '–'
          ),
      }}
    />
  );
}

function Result({ callback }: Readonly<{ callback: Callback }>) {
  const t = useTexts(assessmentTexts);
  const { attempts, attemptsMax, score, comment } = callback;
  if (score === null) {
    return <>{attempts > 0 ? t('attempts', { count: attempts, most: attemptsMax }) : comment}</>;
  }
  return (
    <>
      <Badge tone={score > 2 ? 'success' : 'danger'}>{t('score', { score })}</Badge> {comment}
    </>
  );
}
