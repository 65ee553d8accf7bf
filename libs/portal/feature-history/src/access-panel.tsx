/** Who has seen this: every look, kept apart from the ledger, and never what was seen. */
import type { Look } from '@taizhang/contracts/views';
import { useLooks, useMay, type LooksAsked } from '@taizhang/portal/data-access';
import {
  Badge,
  EmptyNotice,
  Moment,
  More,
  Name,
  Panel,
  Shown,
  Table,
  TitledCaseLink,
  useTexts,
} from '@taizhang/portal/ui';
import { accessTexts } from './access.texts';
import { linesOf, wayOf } from './looks';
import './history.css';

/** Nothing for whoever may not know. */
export function AccessPanel({ id }: Readonly<{ id: string }>) {
  const t = useTexts(accessTexts);
  const mayKnow = useMay('access.read');
  if (!mayKnow) return null;
  return (
    <Panel title={t('title')} className="tz-history">
      <p className="tz-muted">{t('hint')}</p>
      <Looks asked={{ subject: id }} />
    </Panel>
  );
}

/** @param asked by what was seen, by who looked, or both */
export function Looks({ asked }: Readonly<{ asked: LooksAsked }>) {
  const t = useTexts(accessTexts);
  const answer = useLooks(asked);
  const withSubjects = asked.subject === undefined;
  return (
    <Shown answer={answer}>
      {(looks) => {
        const lines = linesOf(looks, withSubjects);
        if (lines.length === 0) return <EmptyNotice title={t('none')} hint={t('none.hint')} />;
        return (
          <>
            <LookTable looks={lines} withSubjects={withSubjects} />
            <More shown={lines.length} pages={answer} />
          </>
        );
      }}
    </Shown>
  );
}

type LookTableProps = Readonly<{ looks: readonly Look[]; withSubjects: boolean }>;

function LookTable({ looks, withSubjects }: LookTableProps) {
  const t = useTexts(accessTexts);
  return (
    <Table
      label={t('title')}
      rows={looks}
      keyOf={({ id }) => id}
      title={(column) => t(`column.${column}`)}
      heading="who"
      cells={{
        who: ({ staffId, unitId }) => (
          <>
            <Name id={staffId} /> <span className="tz-muted">{unitId && <Name id={unitId} />}</span>
          </>
        ),
        when: ({ at }) => <Moment at={at} show="exact" />,
        how: (look) => t(`how.${wayOf(look)}`),
        outcome: ({ outcome }) =>
          outcome === 'seen' ? (
            <Badge tone="neutral">{t('seen')}</Badge>
          ) : (
            <Badge tone="danger">{t('refused')}</Badge>
          ),
        what: withSubjects ? ({ subjects }) => <Subjects subjects={subjects} /> : undefined,
      }}
    />
  );
}

const subjectsMax = 5;

function Subjects({ subjects }: Pick<Look, 'subjects'>) {
  const t = useTexts(accessTexts);
  if (subjects.length === 0) return <>–</>;
  return (
    <>
      {subjects.slice(0, subjectsMax).map((id) => (
        <div key={id}>
          {/^(staff|unit)-/.test(id) ? <Name id={id} /> : <TitledCaseLink id={id} />}
        </div>
      ))}
      {subjects.length > subjectsMax && t('more', { count: subjects.length - subjectsMax })}
    </>
  );
}
