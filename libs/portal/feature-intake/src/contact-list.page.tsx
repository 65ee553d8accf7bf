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
  Shown,
  Table,
  useAsked,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Checkbox, Select } from 'antd';
import { Link } from 'react-router';
import { contactTexts } from './contacts.texts';

const statuses = ['open', 'awaiting-reply', 'answered', 'routed', 'closed', 'abandoned'] as const;

export function ContactListPage() {
  const t = useTexts(contactTexts);
  const { staffId } = usePrincipal();
  const [search, filter] = useAsked();
  const status = statuses.find((one) => one === search.get('status'));
  const ownerId = search.get('ownerId');
  const asked: ContactsAsked = { ...(status ? { status } : {}), ...(ownerId ? { ownerId } : {}) };
  const answer = useContactList(asked);

  return (
    <Page title={t('title')}>
      <Panel title={t('table')}>
        <div className="tz-row tz-filters">
          <Field label={t('filter.status')} htmlFor="contact-status">
            <Select
              id="contact-status"
              style={{ width: 160 }}
              value={status ?? 'all'}
              onChange={(value) => filter({ status: value === 'all' ? null : value })}
              options={(['all', ...statuses] as const).map((value) => ({
                value,
                label: t(`status.${value}`),
              }))}
            />
          </Field>
          <Checkbox
            checked={ownerId === staffId}
            onChange={({ target }) => filter({ ownerId: target.checked ? staffId : null })}
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

function ContactTable({ contacts }: Readonly<{ contacts: readonly Contact[] }>) {
  const t = useTexts(contactTexts);
  const term = useTerm();
  return (
    <Table
      label={t('table')}
      rows={contacts}
      keyOf={({ id }) => id}
      title={(column) => t(`column.${column}`)}
      cells={{
        opened: ({ id, openedAt }) => (
          <Link to={`/contacts/${id}`}>
            <Moment at={openedAt} show="exact" />
          </Link>
        ),
        channel: ({ channel }) => term(channelTitles, channel),
        type: ({ type }) => term(contactTypeTitles, type),
        topic: ({ topic }) => term(topicTitles, topic),
        summary: ({ summary }) => <span className="tz-clip">{summary}</span>,
        status: ({ status }) => t(`status.${status}`),
        owner: ({ ownerId }) => <Name id={ownerId} />,
      }}
    />
  );
}
