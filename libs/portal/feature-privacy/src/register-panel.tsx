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
  Shown,
  Table,
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

function Decisions({
  decisions,
  list,
}: Readonly<{ decisions: readonly PrivacyDecision[]; list: List }>) {
  const t = useTexts(privacyTexts);
  const term = useTerm();
  const isErased = list === 'erased';
  return (
    <Table
      label={t(`list.${list}`)}
      rows={decisions}
      keyOf={({ id }) => id}
      title={(column) => t(`column.${column}`)}
      cells={{
        person: ({ id }) => (
          <Link to={`/privacy/${id}`} className="tz-id">
            {id}
          </Link>
        ),
        ground: ({ ground }) => term(groundTitles, ground),
        requestedBy: isErased ? ({ requestedBy }) => term(requesterTitles, requestedBy) : undefined,
        keepUntil: isErased ? undefined : ({ keepUntil }) => keepUntil ?? t('keepUntil.none'),
        reference: ({ reference }) => <span className="tz-id">{reference}</span>,
        decided: ({ decidedAt, decidedBy }) => (
          <>
            <Moment at={decidedAt} show="exact" />{' '}
            <span className="tz-muted">
              <Name id={decidedBy} />
            </span>
          </>
        ),
        state: isErased ? ({ completedAt }) => <State isDone={completedAt !== null} /> : undefined,
      }}
    />
  );
}

const groundTitles = { ...erasureGroundTitles, ...restrictionGroundTitles };

function State({ isDone }: Readonly<{ isDone: boolean }>) {
  const t = useTexts(privacyTexts);
  return (
    <Badge tone={isDone ? 'success' : 'warning'}>{t(isDone ? 'state.done' : 'state.doing')}</Badge>
  );
}
