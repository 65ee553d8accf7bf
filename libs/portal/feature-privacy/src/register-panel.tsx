/** The register: whose data is restricted, whose was erased, on what ground and by whom. */
import {
  erasureGroundTitles,
  requesterTitles,
  restrictionGroundTitles,
} from '@taizhang/contracts/intake';
import type { PrivacyDecision } from '@taizhang/contracts/views';
import { usePrivacyRegister } from '@taizhang/portal/data-access';
import {
  Badge,
  EmptyNotice,
  Moment,
  More,
  Name,
  Panel,
  Scrolling,
  Shown,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link, useSearchParams } from 'react-router';
import { privacyTexts } from './privacy.texts';

const lists = ['erased', 'restricted'] as const;
type List = (typeof lists)[number];

export function RegisterPanel() {
  const t = useTexts(privacyTexts);
  const [search] = useSearchParams();
  const list = lists.find((name) => name === search.get('list')) ?? 'erased';
  return (
    <Panel title={t('register')}>
      <nav className="tz-tabs" aria-label={t('register')}>
        {lists.map((name) => (
          <Link
            key={name}
            to={`/privacy?list=${name}`}
            aria-current={name === list ? 'page' : undefined}
          >
            {t(`list.${name}`)}
          </Link>
        ))}
      </nav>
      <Register key={list} list={list} />
    </Panel>
  );
}

function Register({ list }: Readonly<{ list: List }>) {
  const t = useTexts(privacyTexts);
  const answer = usePrivacyRegister(list);
  return (
    <Shown answer={answer} rows={4}>
      {(decisions) =>
        decisions.length === 0 ? (
          <EmptyNotice title={t(`list.${list}.none`)} hint={t('register.hint')} />
        ) : (
          <>
            <Decisions decisions={decisions} list={list} />
            <More shown={decisions.length} pages={answer} />
          </>
        )
      }
    </Shown>
  );
}

const columns = {
  erased: ['person', 'ground', 'requestedBy', 'reference', 'decided', 'state'],
  restricted: ['person', 'ground', 'keepUntil', 'reference', 'decided'],
} as const satisfies Record<List, readonly string[]>;

type Column = (typeof columns)[List][number];

function Decisions({
  decisions,
  list,
}: Readonly<{ decisions: readonly PrivacyDecision[]; list: List }>) {
  const t = useTexts(privacyTexts);
  return (
    <Scrolling label={t(`list.${list}`)}>
      <table className="tz-table">
        <thead>
          <tr>
            {columns[list].map((column) => (
              <th scope="col" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {decisions.map((decision) => (
            <tr key={decision.id}>
              {columns[list].map((column) => (
                <td key={column}>
                  <Cell column={column} decision={decision} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

const groundTitles = { ...erasureGroundTitles, ...restrictionGroundTitles };

type CellProps = Readonly<{ column: Column; decision: PrivacyDecision }>;

function Cell({ column, decision }: CellProps) {
  const t = useTexts(privacyTexts);
  const term = useTerm();
  const { id, ground, requestedBy, reference, keepUntil, decidedAt, decidedBy } = decision;
  switch (column) {
    case 'person':
      return (
        <Link to={`/privacy/${id}`} className="tz-id">
          {id}
        </Link>
      );
    case 'ground':
      return <>{term(groundTitles, ground)}</>;
    case 'requestedBy':
      return <>{term(requesterTitles, requestedBy)}</>;
    case 'reference':
      return <span className="tz-id">{reference}</span>;
    case 'keepUntil':
      return <>{keepUntil ?? t('keepUntil.none')}</>;
    case 'decided':
      return (
        <>
          <Moment at={decidedAt} show="exact" />{' '}
          <span className="tz-muted">
            <Name id={decidedBy} />
          </span>
        </>
      );
    case 'state': {
      const tone = decision.completedAt ? 'success' : 'warning';
      return <Badge tone={tone}>{t(decision.completedAt ? 'state.done' : 'state.doing')}</Badge>;
    }
  }
}
