/** What this customer told the house before. */
import { categoryTitles } from '@taizhang/contracts/complaints';
import { channelTitles, faultStatusTitles, topicTitles } from '@taizhang/contracts/intake';
import type { Complaint, Contact, Fault } from '@taizhang/contracts/views';
import {
  DeadlineBadge,
  EmptyNotice,
  Moment,
  Panel,
  StatusBadge,
  Table,
  type TableProps,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { customerTexts } from './customers.texts';

/** The archive answers with so many; there may be more. */
const mostShown = 50;

export function ComplaintHistory({ complaints }: Readonly<{ complaints: readonly Complaint[] }>) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  return (
    <History
      title={t('complaints')}
      empty={t('complaints.none')}
      rows={complaints}
      cells={{
        time: ({ lodgedAt }) => <Moment at={lodgedAt} show="exact" />,
        about: ({ id, category, statement }) => (
          <>
            <Link to={`/complaints/${id}`}>{category ? term(categoryTitles, category) : id}</Link>
            <span className="tz-clip tz-muted">{statement}</span>
          </>
        ),
        status: ({ status }) => <StatusBadge status={status} />,
        due: ({ nextDueAt }) => <DeadlineBadge dueAt={nextDueAt} />,
      }}
    />
  );
}

export function FaultHistory({ faults }: Readonly<{ faults: readonly Fault[] }>) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  return (
    <History
      title={t('faults')}
      empty={t('faults.none')}
      rows={faults}
      cells={{
        time: ({ reportedAt }) => <Moment at={reportedAt} show="exact" />,
        about: ({ id, place, statement }) => (
          <>
            <Link to={`/faults/${id}`}>{place || id}</Link>
            <span className="tz-clip tz-muted">{statement}</span>
          </>
        ),
        status: ({ status }) => term(faultStatusTitles, status),
        due: ({ nextDueAt }) => <DeadlineBadge dueAt={nextDueAt} />,
      }}
    />
  );
}

export function ContactHistory({ contacts }: Readonly<{ contacts: readonly Contact[] }>) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  return (
    <History
      title={t('contacts')}
      empty={t('contacts.none')}
      rows={contacts}
      cells={{
        time: ({ openedAt }) => <Moment at={openedAt} show="exact" />,
        about: ({ id, topic, summary }) => (
          <>
            <Link to={`/contacts/${id}`}>{topic ? term(topicTitles, topic) : id}</Link>
            <span className="tz-clip tz-muted">{summary}</span>
          </>
        ),
        channel: ({ channel }) => <span className="tz-nowrap">{term(channelTitles, channel)}</span>,
      }}
    />
  );
}

type HistoryProps<Row, Column extends string> = Readonly<{
  title: string;
  empty: string;
  rows: readonly Row[];
  cells: TableProps<Row, Column>['cells'];
}>;

type HistoryColumn = 'time' | 'about' | 'status' | 'due' | 'channel';

export function History<Row extends Readonly<{ id: string }>, Column extends HistoryColumn>(
  props: HistoryProps<Row, Column>,
) {
  const t = useTexts(customerTexts);
  const { title, empty, rows, cells } = props;
  return (
    <Panel
      title={title}
      extra={rows.length >= mostShown && <span className="tz-muted">{t('newest')}</span>}
    >
      {rows.length === 0 ? (
        <EmptyNotice title={empty} />
      ) : (
        <Table
          label={title}
          rows={rows}
          keyOf={({ id }) => id}
          title={(column) => t(`column.${column}`)}
          cells={cells}
        />
      )}
    </Panel>
  );
}
