/** Who has seen this: every look, kept apart from the ledger, and never what was seen. */
import type { Look } from '@taizhang/contracts/views';
import { useLooks, useMay, type LooksAsked } from '@taizhang/portal/data-access';
import {
  Badge,
  CaseLink,
  EmptyNotice,
  Moment,
  More,
  Name,
  Panel,
  Shown,
  Table,
  useTexts,
} from '@taizhang/portal/ui';
import { accessTexts } from './access.texts';
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
  return (
    <Shown answer={answer}>
      {(looks) =>
        looks.length === 0 ? (
          <EmptyNotice title={t('none')} hint={t('none.hint')} />
        ) : (
          <>
            <LookTable looks={looks} withSubjects={asked.subject === undefined} />
            <More shown={looks.length} pages={answer} />
          </>
        )
      }
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
  return (
    <>
      {subjects.slice(0, subjectsMax).map((id) => (
        <div key={id}>
          <CaseLink id={id} />
        </div>
      ))}
      {subjects.length > subjectsMax && t('more', { count: subjects.length - subjectsMax })}
    </>
  );
}

type Way = 'history' | 'list' | 'timeline' | 'trail' | 'export' | 'page';

/** What was opened, from the name of the operation. */
function wayOf({ operation, kind }: Look): Way {
  if (kind === 'access') return 'trail';
  if (/\.export$|export case$/.test(operation)) return 'export';
  if (kind === 'history' || /\.(asOf|difference)$/.test(operation)) return 'history';
  if (/\.(timeline|deadlines)$/.test(operation)) return 'timeline';
  const lists = /\.(list|search|alreadyOpen|ratings|entries|spotChecks|scorecards|looks)$/;
  return lists.test(operation) ? 'list' : 'page';
}
