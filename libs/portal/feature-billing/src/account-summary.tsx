/** What is owed and whether the supply is on, in one look. */
import { mistakeTitles, tariffTitles } from '@taizhang/contracts/billing-inquiries';
import type { Account } from '@taizhang/contracts/views';
import {
  CaseLink,
  DeadlineBadge,
  Facts,
  formatDue,
  Moment,
  Name,
  useLanguage,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import type { ReactNode } from 'react';
import { accountTexts } from './accounts.texts';
import { SupplyBadge } from './badges';
import { kilowattHours, yuan } from './units';

export function AccountSummary({ account }: Readonly<{ account: Account }>) {
  const t = useTexts(accountTexts);
  const term = useTerm();
  const language = useLanguage();
  const { openFen, creditFen, balanceFen, noticedAt, cutAt, mistake, proposedBy } = account;
  const items: (readonly [string, ReactNode])[] = [
    [t('supply'), <SupplyBadge key="supply" supply={account.supply} />],
    [t('open'), t('yuan', { amount: yuan(openFen) })],
    [t('tariff'), term(tariffTitles, account.tariff)],
  ];
  if (creditFen !== 0) items.push([t('credit'), t('yuan', { amount: yuan(creditFen) })]);
  if (balanceFen !== null) items.push([t('balance'), t('yuan', { amount: yuan(balanceFen) })]);
  if (openFen > 0 && account.overdueSince) {
    items.push([t('overdue'), formatDue(account.overdueSince, language)]);
  }
  if (noticedAt) items.push([t('noticed'), <Moment key="noticed" at={noticedAt} show="exact" />]);
  if (account.penaltyFen > 0) {
    items.push([t('penalty'), t('yuan', { amount: yuan(account.penaltyFen) })]);
  }
  if (account.waits.length > 0) {
    const last = account.waits
      .map(({ dueAt }) => dueAt)
      .sort()
      .at(-1)!;
    items.push([t('waits'), formatDue(last, language)]);
  }
  if (proposedBy) items.push([t('proposed'), <Name key="proposed" id={proposedBy} />]);
  if (cutAt) items.push([t('cut'), <Moment key="cut" at={cutAt} show="exact" />]);
  if (account.nextDueAt) {
    items.push([t('reconnect'), <DeadlineBadge key="reconnect" dueAt={account.nextDueAt} />]);
  }
  if (mistake) items.push([t('mistake'), term(mistakeTitles, mistake)]);
  const { faultId, complaintId } = account;
  if (faultId) items.push([t('fault'), <CaseLink key="fault" id={faultId} />]);
  if (complaintId) items.push([t('complaint'), <CaseLink key="complaint" id={complaintId} />]);
  if (account.registerWh !== null) {
    items.push([t('register'), t('energy', { energy: kilowattHours(account.registerWh) })]);
  }
  return <Facts items={items} />;
}
