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
  Scrolling,
  Shown,
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
            <Table looks={looks} withSubjects={asked.subject === undefined} />
            <More shown={looks.length} pages={answer} />
          </>
        )
      }
    </Shown>
  );
}

type TableProps = Readonly<{ looks: readonly Look[]; withSubjects: boolean }>;

function Table({ looks, withSubjects }: TableProps) {
  const t = useTexts(accessTexts);
  const columns = ['who', 'when', 'how', 'outcome'] as const;
  return (
    <Scrolling label={t('title')}>
      <table className="tz-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
            {withSubjects && <th scope="col">{t('column.what')}</th>}
          </tr>
        </thead>
        <tbody>
          {looks.map((look) => (
            <Row key={look.id} look={look} withSubjects={withSubjects} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function Row({ look, withSubjects }: Readonly<{ look: Look; withSubjects: boolean }>) {
  const t = useTexts(accessTexts);
  const { staffId, unitId, at, outcome, subjects } = look;
  const seen = outcome === 'seen';
  return (
    <tr>
      <th scope="row">
        <Name id={staffId} /> <span className="tz-muted">{unitId && <Name id={unitId} />}</span>
      </th>
      <td>
        <Moment at={at} show="exact" />
      </td>
      <td>{t(`how.${wayOf(look)}`)}</td>
      <td>
        <Badge tone={seen ? 'neutral' : 'danger'}>{t(seen ? 'seen' : 'refused')}</Badge>
      </td>
      {withSubjects && (
        <td>
          {subjects.slice(0, subjectsMax).map((id) => (
            <div key={id}>
              <CaseLink id={id} />
            </div>
          ))}
          {subjects.length > subjectsMax && t('more', { count: subjects.length - subjectsMax })}
        </td>
      )}
    </tr>
  );
}

const subjectsMax = 5;

/** What was opened, from the name of the operation. */
function wayOf({ operation, kind }: Look): 'history' | 'list' | 'timeline' | 'trail' | 'page' {
  if (kind === 'access') return 'trail';
  if (kind === 'history' || /\.(asOf|difference)$/.test(operation)) return 'history';
  if (/\.(timeline|deadlines)$/.test(operation)) return 'timeline';
  const lists = /\.(list|search|alreadyOpen|ratings|entries|spotChecks|scorecards|looks)$/;
  return lists.test(operation) ? 'list' : 'page';
}
