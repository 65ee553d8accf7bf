/** Whether any event was skipped or taken in twice, and which. */
import type { LogAudit, ModelAuditShown } from '@taizhang/contracts/views';
import {
  useBeginLogAudit,
  useLogAudit,
  useMay,
  useStopLogAudit,
} from '@taizhang/portal/data-access';
import {
  EmptyNotice,
  Moment,
  Panel,
  ProblemNotice,
  Shown,
  Table,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Progress } from 'antd';
import { parkedTexts } from './parked.texts';
import { Technical } from './technical';
import { useModelTitle } from './use-model-title';

export function LogAuditPanel() {
  const t = useTexts(parkedTexts);
  const mayAct = useMay('operations.write');
  const answer = useLogAudit();
  return (
    <Panel title={t('audit')} extra={mayAct && <AuditButton audit={answer.data} />}>
      <p className="tz-muted tz-hint">{t('audit.hint')}</p>
      <Shown answer={answer} rows={2}>
        {(audit) => (
          <>
            <AuditState audit={audit} />
            {audit.items.length > 0 && <AuditTable items={audit.items} />}
          </>
        )}
      </Shown>
    </Panel>
  );
}

function AuditButton({ audit }: Readonly<{ audit: LogAudit | undefined }>) {
  const t = useTexts(parkedTexts);
  const begin = useBeginLogAudit();
  const stop = useStopLogAudit();
  const act = audit?.running ? stop : begin;
  const error = begin.error ?? stop.error;
  return (
    <>
      {error && <ProblemNotice error={error} />}
      <Button
        size="small"
        disabled={audit === undefined}
        loading={act.isPending}
        onClick={() => act.mutate(undefined)}
      >
        {t(audit?.running ? 'audit.stop' : 'audit.begin')}
      </Button>
    </>
  );
}

function AuditState({ audit: { running, failure, items } }: Readonly<{ audit: LogAudit }>) {
  const t = useTexts(parkedTexts);
  if (running) {
    const { position, head } = running;
    const percent = Math.floor((Number(position) / Math.max(1, Number(head))) * 100);
    return (
      <div role="status">
        <Progress percent={percent} size="small" aria-label={t('audit.progress')} />
        <span className="tz-number">{t('audit.running', { position, head })}</span>
      </div>
    );
  }
  if (failure) return <p className="tz-deadline-late">{t('audit.failed', { message: failure })}</p>;
  if (items.length > 0) return null;
  return <EmptyNotice title={t('audit.empty')} hint={t('audit.empty.hint')} />;
}

function AuditTable({ items }: Pick<LogAudit, 'items'>) {
  const t = useTexts(parkedTexts);
  const titleOf = useModelTitle();
  return (
    <Table
      label={t('audit')}
      rows={items}
      keyOf={({ readModel }) => readModel}
      title={(column) => t(`column.${column}`)}
      heading="model"
      cells={{
        model: ({ readModel }) => (
          <>
            {`${titleOf(readModel.replace(/_v\d+$/, ''))} `}
            <Technical muted>{readModel}</Technical>
          </>
        ),
        events: ({ events }) => events.toLocaleString('en-US'),
        through: ({ through }) => through,
        parkedEvents: ({ parked }) => parked,
        verdict: (item) => <Verdict item={item} />,
        audited: ({ auditedAt }) => <Moment at={auditedAt} show="exact" />,
      }}
    />
  );
}

/** After another log was put back all of them differ. */
const findingsMax = 10;

function Verdict({ item }: Readonly<{ item: ModelAuditShown }>) {
  const t = useTexts(parkedTexts);
  const { findings, unaccountedThrough: position } = item;
  return (
    <>
      <p className={findings.length > 0 ? 'tz-deadline-late' : 'tz-deadline-kept'}>
        {findings.length > 0 ? t('verdict.bad', { count: findings.length }) : t('verdict.good')}
      </p>
      {position !== null && <p className="tz-muted">{t('verdict.unknown', { position })}</p>}
      {findings.slice(0, findingsMax).map(({ from, to, inLog, applied, event }) => (
        <p key={from}>
          {t('finding.range', { from, to, inLog, applied })}
          {event && (
            <>
              {' · '}
              {t(`finding.${event.fault}`, { position: event.position, type: event.type })}
            </>
          )}
        </p>
      ))}
      {findings.length > findingsMax && (
        <p className="tz-muted">
          {t('finding.more', { count: findings.length - findingsMax, command: 'taizhang audit' })}
        </p>
      )}
    </>
  );
}
