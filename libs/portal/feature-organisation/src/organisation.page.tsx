/** Units and staff: who works where, in which roles. */
import { Page, useTexts } from '@taizhang/portal/ui';
import { organisationTexts } from './organisation.texts';
import { StaffPanel } from './staff-panel';
import { UnitsPanel } from './units-panel';

export function OrganisationPage() {
  const t = useTexts(organisationTexts);
  return (
    <Page title={t('title')}>
      <div className="tz-columns">
        <StaffPanel />
        <UnitsPanel />
      </div>
    </Page>
  );
}
