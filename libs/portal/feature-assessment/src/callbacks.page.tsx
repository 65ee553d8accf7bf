/** Whom to call today, the most urgent first, and what was said. */
import { callbackKindTitles } from '@taizhang/contracts/assessment';
import type { Callback } from '@taizhang/contracts/views';
import { useCallbacks, useMay } from '@taizhang/portal/data-access';
import {
  CaseLink,
  Badge,
  EmptyNotice,
  More,
  Name,
  Page,
  Scrolling,
  Shown,
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

const columns = ['case', 'kind', 'handler', 'due', 'state', 'result', 'action'] as const;

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
      {called && <CallPanel callback={called} onDone={() => setCalling(undefined)} />}
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

type TableProps = Readonly<{ callbacks: readonly Callback[]; onCall: (id: string) => void }>;

function CallbackTable({ callbacks, onCall }: TableProps) {
  const t = useTexts(assessmentTexts);
  return (
    <Scrolling label={t('lists')}>
      <table className="tz-table tz-stacked" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th scope="col" role="columnheader" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {callbacks.map((callback) => (
            <tr key={callback.id} role="row">
              {columns.map((column) => (
                <td key={column} role="cell" data-label={t(`column.${column}`)}>
                  <Cell column={column} callback={callback} onCall={onCall} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

type CellProps = Readonly<{
  column: (typeof columns)[number];
  callback: Callback;
  onCall: (id: string) => void;
}>;

function Cell({ column, callback, onCall }: CellProps) {
  const t = useTexts(assessmentTexts);
  const term = useTerm();
  const mayCall = useMay('assessment.write');
  const { status, attempts, attemptsMax, score, comment } = callback;
  switch (column) {
    case 'case':
      return <CaseLink id={callback.caseId} />;
    case 'kind':
      return (
        <Link to={`/assessment/callbacks/${callback.id}`}>
          {term(callbackKindTitles, callback.kind)}
        </Link>
      );
    case 'handler':
      return <Name id={callback.handlerId} />;
    case 'due':
      return <CallbackDeadline callback={callback} />;
    case 'state':
      return <CallbackBadge status={status} />;
    case 'result':
      if (score !== null) {
        return (
          <>
            <Badge tone={score > 2 ? 'success' : 'danger'}>{t('score', { score })}</Badge> {comment}
          </>
        );
      }
      return <>{attempts > 0 ? t('attempts', { count: attempts, most: attemptsMax }) : comment}</>;
    default:
      return isOpen(callback) && mayCall ? (
        <Button size="small" onClick={() => onCall(callback.id)}>
          {t('call')}
        </Button>
      ) : (
        <>–</>
      );
  }
}
