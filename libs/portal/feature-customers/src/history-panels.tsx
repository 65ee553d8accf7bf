/** What this customer told the house before. */
import { categoryTitles } from '@taizhang/contracts/complaints';
import { channelTitles, faultStatusTitles, topicTitles } from '@taizhang/contracts/intake';
import type { Complaint, Contact, Fault } from '@taizhang/contracts/views';
import {
  DeadlineBadge,
  EmptyNotice,
  Moment,
  Panel,
  Scrolling,
  StatusBadge,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import type { ReactNode } from 'react';
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
      count={complaints.length}
      head={[t('column.time'), t('column.about'), t('column.status'), t('column.due')]}
    >
      {complaints.map(({ id, lodgedAt, category, statement, status, nextDueAt }) => (
        <tr key={id}>
          <td className="tz-nowrap">
            <Moment at={lodgedAt} show="exact" />
          </td>
          <td>
            <Link to={`/complaints/${id}`}>{category ? term(categoryTitles, category) : id}</Link>
            <span className="tz-clip tz-muted">{statement}</span>
          </td>
          <td>
            <StatusBadge status={status} />
          </td>
          <td className="tz-nowrap">
            <DeadlineBadge dueAt={nextDueAt} />
          </td>
        </tr>
      ))}
    </History>
  );
}

export function FaultHistory({ faults }: Readonly<{ faults: readonly Fault[] }>) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  return (
    <History
      title={t('faults')}
      empty={t('faults.none')}
      count={faults.length}
      head={[t('column.time'), t('column.about'), t('column.status'), t('column.due')]}
    >
      {faults.map(({ id, reportedAt, place, statement, status, nextDueAt }) => (
        <tr key={id}>
          <td className="tz-nowrap">
            <Moment at={reportedAt} show="exact" />
          </td>
          <td>
            <Link to={`/faults/${id}`}>{place || id}</Link>
            <span className="tz-clip tz-muted">{statement}</span>
          </td>
          <td>{term(faultStatusTitles, status)}</td>
          <td className="tz-nowrap">
            <DeadlineBadge dueAt={nextDueAt} />
          </td>
        </tr>
      ))}
    </History>
  );
}

export function ContactHistory({ contacts }: Readonly<{ contacts: readonly Contact[] }>) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  return (
    <History
      title={t('contacts')}
      empty={t('contacts.none')}
      count={contacts.length}
      head={[t('column.time'), t('column.about'), t('column.channel')]}
    >
      {contacts.map(({ id, openedAt, topic, summary, channel }) => (
        <tr key={id}>
          <td className="tz-nowrap">
            <Moment at={openedAt} show="exact" />
          </td>
          <td>
            <Link to={`/contacts/${id}`}>{topic ? term(topicTitles, topic) : id}</Link>
            <span className="tz-clip tz-muted">{summary}</span>
          </td>
          <td className="tz-nowrap">{term(channelTitles, channel)}</td>
        </tr>
      ))}
    </History>
  );
}

type HistoryProps = Readonly<{
  title: string;
  empty: string;
  count: number;
  head: readonly string[];
  children: ReactNode;
}>;

export function History({ title, empty, count, head, children }: HistoryProps) {
  const t = useTexts(customerTexts);
  return (
    <Panel
      title={title}
      extra={count >= mostShown && <span className="tz-muted">{t('newest')}</span>}
    >
      {count === 0 ? (
        <EmptyNotice title={empty} />
      ) : (
        <Scrolling label={title}>
          <table className="tz-table">
            <thead>
              <tr>
                {head.map((column) => (
                  <th scope="col" key={column}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{children}</tbody>
          </table>
        </Scrolling>
      )}
    </Panel>
  );
}
