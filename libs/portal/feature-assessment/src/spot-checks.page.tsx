/** Spot checks drawn so far, and drawing another. */
import {
  caseKindTitles,
  spotCheckStatusTitles,
  type CaseKind,
} from '@taizhang/contracts/assessment';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { SpotCheckSummary } from '@taizhang/contracts/views';
import { useDrawSpotCheck, useMay, useSpotChecks, useUnits } from '@taizhang/portal/data-access';
import {
  addDays,
  Badge,
  EmptyNotice,
  Moment,
  More,
  Name,
  Page,
  Panel,
  PortalForm,
  ProblemNotice,
  Shown,
  namedOptions,
  useLanguage,
  useTerm,
  useTexts,
  useToday,
} from '@taizhang/portal/ui';
import { Button, Checkbox, Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { AssessmentTabs } from './assessment-tabs';
import { assessmentTexts } from './assessment.texts';
import { DayRange, type Days } from './day-range';
import { scorecardTexts } from './scorecard.texts';

export function SpotChecksPage() {
  const t = useTexts(assessmentTexts);
  const s = useTexts(scorecardTexts);
  const mayDraw = useMay('assessment.write');
  const answer = useSpotChecks();
  const [drawing, setDrawing] = useState(false);
  return (
    <Page
      title={t('title')}
      actions={
        mayDraw &&
        !drawing && (
          <Button type="primary" onClick={() => setDrawing(true)}>
            {s('check.draw')}
          </Button>
        )
      }
    >
      <AssessmentTabs />
      {drawing && <DrawForm onCancel={() => setDrawing(false)} />}
      <div className="tz-panel">
        <Shown answer={answer} rows={6}>
          {(checks) =>
            checks.length === 0 ? (
              <EmptyNotice title={s('check.none')} hint={s('check.none.hint')} />
            ) : (
              <>
                <ul className="tz-lines">
                  {checks.map((check) => (
                    <CheckLine key={check.id} check={check} />
                  ))}
                </ul>
                <More shown={checks.length} pages={answer} />
              </>
            )
          }
        </Shown>
      </div>
    </Page>
  );
}

function CheckLine({ check }: Readonly<{ check: SpotCheckSummary }>) {
  const s = useTexts(scorecardTexts);
  const term = useTerm();
  const { id, firstDay: from, lastDay: to, status, scored, sum } = check;
  const size = Math.min(check.size, check.frameSize);
  return (
    <li>
      <span className="tz-line-main">
        <Link to={`/assessment/spot-checks/${id}`}>{s('check.title', { from, to })}</Link>{' '}
        {check.kind && term(caseKindTitles, check.kind)}{' '}
        {check.unitId && <Name id={check.unitId} />}
      </span>
      <span>
        {s('check.progress', { scored, size })}
        {scored > 0 && ` · ${s('check.mean', { mean: (sum / scored).toFixed(1) })}`}
      </span>
      <Badge tone={status === 'completed' ? 'success' : 'info'}>
        {term(spotCheckStatusTitles, status)}
      </Badge>
      <span className="tz-muted">
        <Name id={check.drawnBy} /> · <Moment at={check.drawnAt} show="exact" />
      </span>
    </li>
  );
}

type DrawValues = {
  days: Days;
  kind: CaseKind | '';
  unitId: UnitId | '';
  size: number;
  stratified: boolean;
};

function DrawForm({ onCancel }: Readonly<{ onCancel: () => void }>) {
  const s = useTexts(scorecardTexts);
  const language = useLanguage();
  const today = useToday();
  const draw = useDrawSpotCheck();
  const navigate = useNavigate();
  const { data: units = [] } = useUnits();
  const kinds = Object.entries(caseKindTitles).map(([value, title]) => ({
    value,
    label: title[language],
  }));
  return (
    <Panel title={s('check.draw')}>
      {draw.error && <ProblemNotice error={draw.error} />}
      <PortalForm<DrawValues>
        name="draw"
        className="tz-inline-form"
        initialValues={{
          days: { from: addDays(today, -29), to: today },
          ...{ kind: '', unitId: '', size: 10, stratified: true },
        }}
        onFinish={({ days, kind, unitId, size, stratified }) =>
          draw.mutate(
            { ...days, kind: kind || null, unitId: unitId || null, size, stratified },
            { onSuccess: ({ id }) => void navigate(`/assessment/spot-checks/${id}`) },
          )
        }
      >
        <Form.Item name="days" label={s('check.days')} htmlFor="draw_from">
          <DayRange id="draw_from" label={s('check.days')} />
        </Form.Item>
        <Form.Item name="kind" label={s('check.kind')}>
          <Select options={[{ value: '', label: s('check.kind.any') }, ...kinds]} />
        </Form.Item>
        <Form.Item name="unitId" label={s('check.unit')}>
          <Select options={[{ value: '', label: s('check.unit.any') }, ...namedOptions(units)]} />
        </Form.Item>
        <Form.Item name="size" label={s('check.size')}>
          <InputNumber controls={false} min={1} max={200} />
        </Form.Item>
        <Form.Item name="stratified" valuePropName="checked">
          <Checkbox>{s('check.stratified')}</Checkbox>
        </Form.Item>
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={draw.isPending}>
            {s('check.draw')}
          </Button>
          <Button onClick={onCancel}>{s('cancel')}</Button>
        </div>
      </PortalForm>
    </Panel>
  );
}
