/** Where the read models stand, and computing them anew. */
import type { ReadModelsStatus } from '@taizhang/contracts/views';
import { useMay, useReadModels, useRebuild } from '@taizhang/portal/data-access';
import { SealsPanel } from '@taizhang/portal/feature-seals';
import {
  Badge,
  EmptyNotice,
  Page,
  Panel,
  ProblemNotice,
  Shown,
  Table,
  useTexts,
} from '@taizhang/portal/ui';
import { BehindPanel } from './behind.panel';
import { BuildsPanel } from './builds-panel';
import { ConfirmButton } from './confirm-button';
import { KeptTables } from './kept-tables';
import { LogAuditPanel } from './log-audit.panel';
import { operationsTexts } from './operations.texts';
import { ParkedPanel } from './parked.panel';
import { ModelActions } from './rebuild-actions';
import { RebuildState, isOver } from './rebuild-state';
import { UnknownPanel } from './unknown.panel';
import { useModelTitle } from './use-model-title';

export function OperationsPage() {
  const t = useTexts(operationsTexts);
  const mayRebuild = useMay('operations.write');
  const answer = useReadModels();
  return (
    <Page title={t('title')} actions={mayRebuild && <AllActions answer={answer.data} />}>
      <BehindPanel />
      <ParkedPanel />
      <LogAuditPanel />
      {answer.data && <BuildsPanel items={answer.data.items} />}
      <Panel
        title={t('models')}
        extra={
          answer.data && (
            <span className="tz-muted tz-number">{t('head', { head: answer.data.head })}</span>
          )
        }
      >
        <p className="tz-muted tz-hint">{t('hint')}</p>
        <Shown answer={answer} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyNotice title={t('empty')} hint={t('empty.hint')} />
            ) : (
              <ModelTable items={items} mayRebuild={mayRebuild} />
            )
          }
        </Shown>
      </Panel>
      {answer.data && <UnknownPanel unknown={answer.data.unknown} />}
      <SealsPanel />
    </Page>
  );
}

function AllActions({ answer }: Readonly<{ answer: ReadModelsStatus | undefined }>) {
  const t = useTexts(operationsTexts);
  const rebuild = useRebuild();
  const busy = answer === undefined || answer.items.some(({ rebuild: one }) => one && !isOver(one));
  return (
    <>
      {rebuild.error && <ProblemNotice error={rebuild.error} />}
      {(['rebuild', 'compare'] as const).map((kind) => (
        <ConfirmButton
          key={kind}
          label={t(`action.${kind}All`)}
          question={t(`confirm.${kind}`, { name: t('all') })}
          detail={t(`confirm.${kind}.detail`)}
          disabled={busy}
          loading={rebuild.isPending}
          onConfirm={() => rebuild.mutate({ name: 'all', compare: kind === 'compare' })}
        />
      ))}
    </>
  );
}

const tones = { live: 'success', building: 'info', failed: 'danger', stopped: 'warning' } as const;

type ModelTableProps = Readonly<{ items: ReadModelsStatus['items']; mayRebuild: boolean }>;

function ModelTable({ items, mayRebuild }: ModelTableProps) {
  const t = useTexts(operationsTexts);
  return (
    <Table
      label={t('models')}
      rows={items}
      keyOf={({ name }) => name}
      title={(column) => t(`column.${column}`)}
      heading="name"
      cells={{
        name: ({ name }) => <ModelName name={name} />,
        version: ({ version }) => version,
        state: ({ state }) => <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>,
        position: ({ position }) => position,
        lag: ({ lag }) => lag.toLocaleString('en-US'),
        rebuild: (model) => (
          <>
            <RebuildState model={model} />
            <KeptTables tables={model.tables} />
          </>
        ),
        actions: mayRebuild ? (model) => <ModelActions model={model} /> : undefined,
      }}
    />
  );
}

/** What it is for, and the name by which the log and the command line know it. */
function ModelName({ name }: Readonly<{ name: string }>) {
  const title = useModelTitle()(name);
  return (
    <>
      {title !== name && `${title} `}
      <span className="tz-id tz-muted">{name}</span>
    </>
  );
}
