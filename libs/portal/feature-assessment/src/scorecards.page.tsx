/** Periods of assessment with their scorecards; who is assessed finds their own. */
import { scorecardStatusTitles } from '@taizhang/contracts/assessment';
import type { ActorId } from '@taizhang/kernel';
import type { Period } from '@taizhang/contracts/views';
import {
  useMay,
  useOpenPeriod,
  useOpenScorecard,
  usePeriods,
  useScorecards,
  useStaff,
} from '@taizhang/portal/data-access';
import {
  addDays,
  Badge,
  EmptyNotice,
  Name,
  Page,
  Panel,
  PortalForm,
  ProblemNotice,
  Shown,
  Table,
  namedOptions,
  useLanguage,
  useTerm,
  useTexts,
  useToday,
} from '@taizhang/portal/ui';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { AssessmentTabs } from './assessment-tabs';
import { assessmentTexts } from './assessment.texts';
import { DayRange, type Days } from './day-range';
import { scorecardTexts } from './scorecard.texts';
import { statusTones, totalOf } from './scorecard-words';

export function ScorecardsPage() {
  const t = useTexts(assessmentTexts);
  const s = useTexts(scorecardTexts);
  const mayOpen = useMay('assessment.write');
  const answer = usePeriods();
  const [opening, setOpening] = useState(false);
  return (
    <Page
      title={t('title')}
      actions={
        mayOpen &&
        !opening && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {s('period.open')}
          </Button>
        )
      }
    >
      <AssessmentTabs />
      {opening && <PeriodForm onDone={() => setOpening(false)} />}
      <Shown answer={answer} rows={6}>
        {(periods) =>
          periods.length === 0 ? (
            <EmptyNotice title={s('period.none')} hint={s('period.none.hint')} />
          ) : (
            <div className="tz-stack">
              {periods.map((period) => (
                <PeriodPanel key={period.id} period={period} />
              ))}
            </div>
          )
        }
      </Shown>
    </Page>
  );
}

function PeriodPanel({ period }: Readonly<{ period: Period }>) {
  const s = useTexts(scorecardTexts);
  const language = useLanguage();
  const mayOpen = useMay('assessment.write');
  const answer = useScorecards(period.id);
  const days = `${period.firstDay} – ${period.lastDay}`;
  return (
    <Panel title={period.name} extra={<span className="tz-muted tz-number">{days}</span>}>
      <details>
        <summary>{s('period.indicators', { edition: period.edition })}</summary>
        <ul className="tz-lines">
          {period.indicators.map(({ key, title, weight, minimumSample: sample }) => (
            <li key={key}>
              <span className="tz-line-main">{title[language]}</span>
              <span className="tz-muted">{s('period.weight', { weight, sample })}</span>
            </li>
          ))}
        </ul>
      </details>
      {mayOpen && <OpenCard periodId={period.id} />}
      <Shown answer={answer} rows={4}>
        {(cards) =>
          cards.length === 0 ? (
            <p className="tz-muted">{s('card.none')}</p>
          ) : (
            <Cards cards={cards} />
          )
        }
      </Shown>
    </Panel>
  );
}

type CardsProps = Readonly<{ cards: NonNullable<ReturnType<typeof useScorecards>['data']> }>;

function Cards({ cards }: CardsProps) {
  const s = useTexts(scorecardTexts);
  const term = useTerm();
  return (
    <Table
      label={s('card.arithmetic')}
      rows={cards}
      keyOf={({ id }) => id}
      title={(column) => s(`card.${column}`)}
      heading="staff"
      cells={{
        staff: ({ id, staffId }) => (
          <Link to={`/assessment/scorecards/${id}`}>
            <Name id={staffId} />
          </Link>
        ),
        unit: ({ unitId }) => <Name id={unitId} />,
        total: ({ totalHundredths }) => totalOf(totalHundredths),
        status: ({ status }) => (
          <Badge tone={statusTones[status]}>{term(scorecardStatusTitles, status)}</Badge>
        ),
      }}
    />
  );
}

function OpenCard({ periodId }: Readonly<{ periodId: string }>) {
  const s = useTexts(scorecardTexts);
  const open = useOpenScorecard();
  const { data: staff = [] } = useStaff();
  return (
    <>
      {open.error && <ProblemNotice error={open.error} />}
      <Select
        className="tz-card-staff"
        style={{ minWidth: 240 }}
        aria-label={s('card.open')}
        placeholder={s('card.open')}
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        options={namedOptions(staff)}
        onChange={(staffId: string | null) => {
          const member = staff.find(({ id }) => id === staffId);
          if (!member) return;
          open.mutate({ periodId, staffId: member.id as ActorId, unitId: member.unitId as never });
        }}
      />
    </>
  );
}

type PeriodValues = { name: string; days: Days };

function PeriodForm({ onDone }: Readonly<{ onDone: () => void }>) {
  const s = useTexts(scorecardTexts);
  const today = useToday();
  const open = useOpenPeriod();
  return (
    <Panel title={s('period.open')}>
      {open.error && <ProblemNotice error={open.error} />}
      <PortalForm<PeriodValues>
        name="period"
        className="tz-inline-form"
        initialValues={{ days: { from: addDays(today, -89), to: today } }}
        onFinish={({ name, days }) => open.mutate({ name, ...days }, { onSuccess: onDone })}
      >
        <Form.Item
          name="name"
          label={s('period.name')}
          rules={[{ required: true, whitespace: true, message: s('required') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="days" label={s('period.days')} htmlFor="period_from">
          <DayRange id="period_from" label={s('period.days')} />
        </Form.Item>
        <div className="tz-row">
          <Button type="primary" htmlType="submit" loading={open.isPending}>
            {s('save')}
          </Button>
          <Button onClick={onDone}>{s('cancel')}</Button>
        </div>
      </PortalForm>
    </Panel>
  );
}
