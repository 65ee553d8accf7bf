/** Every contact, newest first; the filters stand in the address. */
import { channelTitles, contactTypeTitles, topicTitles } from '@taizhang/contracts/intake';
import type { Contact } from '@taizhang/contracts/views';
import { useContactList, usePrincipal, type ContactsAsked } from '@taizhang/portal/data-access';
import {
  EmptyNotice,
  Field,
  Moment,
  More,
  Name,
  Page,
  Panel,
  Scrolling,
  Shown,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Checkbox, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { contactTexts } from './contacts.texts';

const statuses = ['open', 'awaiting-reply', 'answered', 'routed', 'closed', 'abandoned'] as const;

export function ContactListPage() {
  const t = useTexts(contactTexts);
  const { staffId } = usePrincipal();
  const [search, setSearch] = useSearchParams();
  const status = statuses.find((one) => one === search.get('status'));
  const ownerId = search.get('ownerId');
  const asked: ContactsAsked = { ...(status ? { status } : {}), ...(ownerId ? { ownerId } : {}) };
  const answer = useContactList(asked);

  function filter(name: string, value: string | undefined) {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { preventScrollReset: true });
  }

  return (
    <Page title={t('title')}>
      <Panel title={t('table')}>
        <div className="tz-row tz-filters">
          <Field label={t('filter.status')} htmlFor="contact-status">
            <Select
              id="contact-status"
              style={{ width: 160 }}
              value={status ?? 'all'}
              onChange={(value) => filter('status', value === 'all' ? undefined : value)}
              options={(['all', ...statuses] as const).map((value) => ({
                value,
                label: t(`status.${value}`),
              }))}
            />
          </Field>
          <Checkbox
            checked={ownerId === staffId}
            onChange={({ target }) => filter('ownerId', target.checked ? staffId : undefined)}
          >
            {t('filter.mine')}
          </Checkbox>
        </div>
        <Shown answer={answer} rows={8}>
          {(contacts) =>
            contacts.length === 0 ? (
              <EmptyNotice title={t('empty')} hint={t('empty.hint')} />
            ) : (
              <>
                <ContactTable contacts={contacts} />
                <More shown={contacts.length} pages={answer} />
              </>
            )
          }
        </Shown>
      </Panel>
    </Page>
  );
}

const columns = ['opened', 'channel', 'type', 'topic', 'summary', 'status', 'owner'] as const;

function ContactTable({ contacts }: Readonly<{ contacts: readonly Contact[] }>) {
  const t = useTexts(contactTexts);
  const term = useTerm();
  return (
    <Scrolling label={t('table')}>
      <table className="tz-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {contacts.map((contact) => (
            <tr key={contact.id}>
              <td>
                <Link to={`/contacts/${contact.id}`}>
                  <Moment at={contact.openedAt} show="exact" />
                </Link>
              </td>
              <td>{term(channelTitles, contact.channel)}</td>
              <td>{term(contactTypeTitles, contact.type)}</td>
              <td>{term(topicTitles, contact.topic)}</td>
              <td>
                <span className="tz-clip">{contact.summary}</span>
              </td>
              <td>{t(`status.${contact.status}`)}</td>
              <td>
                <Name id={contact.ownerId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
