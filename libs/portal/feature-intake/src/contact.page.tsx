/** One contact: what was said, how it ended, and what else this customer said lately. */
import { channelTitles, contactTypeTitles, topicTitles } from '@taizhang/contracts/intake';
import {
  useContact,
  useMay,
  usePrincipal,
  type ContactWithDuplicates,
} from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import {
  CaseLink,
  Badge,
  EmptyNotice,
  Facts,
  Moment,
  Name,
  Page,
  Panel,
  Shown,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link, useParams } from 'react-router';
import { contactTexts } from './contacts.texts';
import { ReplyForm } from './reply-form';

export function ContactPage() {
  const t = useTexts(contactTexts);
  const { contactId = '' } = useParams();
  const answer = useContact(contactId);
  const term = useTerm();
  const topic = answer.data?.topic;
  return (
    <Page
      key={contactId}
      title={topic ? t('one.topic', { topic: term(topicTitles, topic) }) : t('one')}
      aside={answer.data && <Aside contact={answer.data} />}
      actions={answer.data && <Resume contact={answer.data} />}
    >
      <Shown answer={answer} rows={8}>
        {(contact) => (
          <>
            <div className="tz-columns">
              <div className="tz-stack">
                <ReplyForm contact={contact} />
                <What contact={contact} />
              </div>
              <Duplicates contact={contact} />
            </div>
            <HistoryPanel id={contact.id} revision={contact.revision} />
            <AccessPanel id={contact.id} />
          </>
        )}
      </Shown>
    </Page>
  );
}

type WithContact = Readonly<{ contact: ContactWithDuplicates }>;

function Aside({ contact }: WithContact) {
  const t = useTexts(contactTexts);
  return (
    <>
      <Badge tone="info">{t(`status.${contact.status}`)}</Badge>
      <span className="tz-id tz-muted">{contact.id}</span>
    </>
  );
}

function Resume({ contact }: WithContact) {
  const t = useTexts(contactTexts);
  const { staffId } = usePrincipal();
  const takesContacts = useMay('contact.write');
  if (!takesContacts || contact.status !== 'open' || contact.ownerId !== staffId) return null;
  return <Link to={`/intake/${contact.id}`}>{t('resume')}</Link>;
}

function What({ contact }: WithContact) {
  const t = useTexts(contactTexts);
  const term = useTerm();
  const { customerId, caseId, recontactOf, settledAt } = contact;
  return (
    <Panel title={t('what')}>
      <div className="tz-stack">
        <div>
          <h3>{t('column.summary')}</h3>
          <p className="tz-words">{contact.summary || t('none')}</p>
        </div>
        <div>
          <h3>{t('answer')}</h3>
          <p className="tz-words">{contact.answer || t('none')}</p>
        </div>
        <Facts
          items={[
            [t('column.opened'), <Moment key="opened" at={contact.openedAt} />],
            [t('settled'), settledAt ? <Moment key="settled" at={settledAt} /> : '–'],
            [t('column.channel'), term(channelTitles, contact.channel)],
            [t('column.type'), term(contactTypeTitles, contact.type)],
            [t('column.topic'), term(topicTitles, contact.topic)],
            [t('column.owner'), <Name key="owner" id={contact.ownerId} />],
            [t('unit'), <Name key="unit" id={contact.unitId} />],
            [
              t('customer'),
              customerId ? (
                <Link key="customer" to={`/customers/${customerId}`}>
                  {t('customer.archive')}
                </Link>
              ) : (
                t('anonymous')
              ),
            ],
            [t('case'), caseId ? <CaseLink key="case" id={caseId} /> : '–'],
            [t('recontact'), recontactOf ? <CaseLink key="recontact" id={recontactOf} /> : '–'],
          ]}
        />
      </div>
    </Panel>
  );
}

function Duplicates({ contact }: WithContact) {
  const t = useTexts(contactTexts);
  return (
    <Panel title={t('duplicates')}>
      {contact.duplicates.length === 0 && <EmptyNotice title={t('duplicates.none')} />}
      <ul className="tz-lines">
        {contact.duplicates.map(({ id, openedAt, summary }) => (
          <li key={id}>
            <Link to={`/contacts/${id}`} className="tz-line-main">
              <span className="tz-clip">{summary || id}</span>
            </Link>
            <Moment at={openedAt} show="relative" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
