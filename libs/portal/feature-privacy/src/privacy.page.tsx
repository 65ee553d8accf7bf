/** Personal data: whose is to be decided on, and the register of what was decided. */
import { Page, useTexts } from '@taizhang/portal/ui';
import { useParams } from 'react-router';
import { PersonFinder } from './person-finder';
import { PersonPage } from './person.page';
import { privacyTexts } from './privacy.texts';
import { RegisterPanel } from './register-panel';
import './privacy.css';

export function PrivacyPage() {
  const { personId } = useParams();
  return personId ? <PersonPage key={personId} personId={personId} /> : <Start />;
}

function Start() {
  const t = useTexts(privacyTexts);
  return (
    <Page title={t('title')}>
      <PersonFinder />
      <RegisterPanel />
    </Page>
  );
}
