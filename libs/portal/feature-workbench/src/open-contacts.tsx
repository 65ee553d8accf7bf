/** Contacts this person opened and has not settled: they still own them. */
import { channelTitles, topicTitles } from '@taizhang/contracts/intake';
import { useContactList, usePrincipal } from '@taizhang/portal/data-access';
import { EmptyNotice, Moment, Panel, Shown, useTerm, useTexts } from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { workbenchTexts } from './workbench.texts';

export function OpenContacts() {
  const t = useTexts(workbenchTexts);
  const term = useTerm();
  const { staffId } = usePrincipal();
  const answer = useContactList({ status: 'open', ownerId: staffId });
  return (
    <Panel title={t('contacts')} extra={<Link to="/contacts">{t('contacts.all')}</Link>}>
      <Shown answer={answer} rows={2} parkedTold>
        {(contacts) =>
          contacts.length === 0 ? (
            <EmptyNotice title={t('contacts.empty')} hint={t('contacts.empty.hint')} />
          ) : (
            <ul className="tz-lines">
              {contacts.map(({ id, channel, topic, summary, openedAt }) => (
                <li key={id}>
                  <span className="tz-line-main">
                    {term(channelTitles, channel)} ·{' '}
                    {topic ? term(topicTitles, topic) : t('contacts.unclassified')}
                    {summary && <span className="tz-muted"> · {summary}</span>}
                  </span>
                  <span className="tz-muted">
                    <Moment at={openedAt} show="relative" />
                  </span>
                  <Link to={`/intake/${id}`}>{t('contacts.resume')}</Link>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  );
}
