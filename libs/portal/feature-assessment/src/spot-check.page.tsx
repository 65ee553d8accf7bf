/** One spot check: how it was drawn, and scoring what chance picked. */
import { spotCheckStatusTitles } from '@taizhang/contracts/assessment';
import type { SpotCheck } from '@taizhang/contracts/views';
import { useMay, useScoreSpotCheck, useSpotCheck } from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import {
  Badge,
  Facts,
  Moment,
  Name,
  Page,
  Panel,
  PortalForm,
  ProblemNotice,
  Shown,
  Table,
  TitledCaseLink,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Button, Form, Input, InputNumber } from 'antd';
import { Fragment, useState } from 'react';
import { useParams } from 'react-router';
import { AssessmentTabs } from './assessment-tabs';
import { scorecardTexts } from './scorecard.texts';

export function SpotCheckPage() {
  const s = useTexts(scorecardTexts);
  const term = useTerm();
  const { spotCheckId = '' } = useParams();
  const answer = useSpotCheck(spotCheckId);
  const check = answer.data;
  return (
    <Page
      title={s('check.title', { from: check?.firstDay ?? '', to: check?.lastDay ?? '' })}
      aside={
        check && (
          <Badge tone={check.status === 'completed' ? 'success' : 'info'}>
            {term(spotCheckStatusTitles, check.status)}
          </Badge>
        )
      }
    >
      <AssessmentTabs />
      <Shown answer={answer} rows={8}>
        {(found) => (
          <div className="tz-stack">
            <Drawing check={found} />
            <Items check={found} />
            <HistoryPanel id={found.id} revision={found.revision} />
            <AccessPanel id={found.id} />
          </div>
        )}
      </Shown>
    </Page>
  );
}

type WithCheck = Readonly<{ check: SpotCheck }>;

function Drawing({ check }: WithCheck) {
  const s = useTexts(scorecardTexts);
  const { frameSize: count, position, seed, algorithm, scored, sum, size } = check;
  return (
    <div className="tz-panel">
      <Facts
        items={[
          [s('check.drawn'), <Moment key="at" at={check.drawnAt} show="exact" />],
          [s('check.by'), <Name key="by" id={check.drawnBy} />],
          [s('check.size'), s('check.progress', { scored, size: check.items.length })],
          [s('check.total'), scored > 0 ? (sum / scored).toFixed(1) : '–'],
          [s('check.seed'), <code key="seed">{seed}</code>],
          [s('check.algorithm'), <code key="algorithm">{algorithm}</code>],
          [s('check.frame'), s('check.frame.size', { count, position })],
        ]}
      />
      <details>
        <summary>{s('check.frame.show')}</summary>
        <p className="tz-muted">{s('check.how', { size })}</p>
        <p>
          {check.frame.map(({ caseId }) => (
            <Fragment key={caseId}>
              <span className="tz-id">{caseId}</span>{' '}
            </Fragment>
          ))}
        </p>
      </details>
    </div>
  );
}

function Items({ check }: WithCheck) {
  const s = useTexts(scorecardTexts);
  const mayScore = useMay('assessment.write');
  const [scoring, setScoring] = useState<string>();
  return (
    <Panel title={s('check.items')}>
      {scoring && (
        <ScoreForm
          key={scoring}
          check={check}
          caseId={scoring}
          onDone={() => setScoring(undefined)}
        />
      )}
      <Table
        label={s('check.items')}
        rows={check.items}
        keyOf={({ caseId }) => caseId}
        title={(column) => s(`check.${column}`)}
        heading="items"
        cells={{
          items: ({ caseId }) => <TitledCaseLink id={caseId} />,
          handler: ({ handlerId }) => <Name id={handlerId} />,
          closed: ({ closedOn }) => closedOn,
          total: ({ caseId, total }) =>
            total === null && mayScore ? (
              <Button size="small" onClick={() => setScoring(caseId)}>
                {s('check.score')}
              </Button>
            ) : (
              (total ?? '–')
            ),
          findings: ({ findings }) => findings || '–',
        }}
      />
    </Panel>
  );
}

type ScoreFormProps = Readonly<{ check: SpotCheck; caseId: string; onDone: () => void }>;
type ScoreValues = { points: Record<string, number>; findings: string };

function ScoreForm({ check, caseId, onDone }: ScoreFormProps) {
  const s = useTexts(scorecardTexts);
  const language = useLanguage();
  const score = useScoreSpotCheck(check.id);
  const { items } = check.checklist;
  return (
    <>
      <h3>
        <TitledCaseLink id={caseId} />
      </h3>
      {score.error && <ProblemNotice error={score.error} />}
      <PortalForm<ScoreValues>
        name="check"
        className="tz-inline-form"
        initialValues={{ findings: '' }}
        onFinish={({ points, findings }) =>
          score.mutate(
            {
              revision: check.revision,
              body: {
                ...{ caseId, findings },
                points: items.map(({ key }) => ({ item: key, points: points[key] ?? 0 })),
              },
            },
            { onSuccess: onDone },
          )
        }
      >
        {items.map(({ key, title, max }) => (
          <Form.Item
            key={key}
            name={['points', key]}
            label={s('check.points', { title: title[language], max })}
            rules={[{ required: true, message: s('required') }]}
          >
            <InputNumber controls={false} min={0} max={max} precision={0} />
          </Form.Item>
        ))}
        <Form.Item name="findings" label={s('check.findings')}>
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={score.isPending}>
            {s('save')}
          </Button>
          <Button onClick={onDone}>{s('cancel')}</Button>
        </div>
      </PortalForm>
    </>
  );
}
