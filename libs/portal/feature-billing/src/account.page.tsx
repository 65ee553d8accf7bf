/** One account: what is owed, the supply with its next step, bills, money and readings. */
import { mistakeTitles, paymentMeansTitles } from '@taizhang/contracts/billing-inquiries';
import type { Account, AccountPage as Everything } from '@taizhang/contracts/views';
import {
  useAccount,
  useAccountStep,
  useAccountTimeline,
  useCustomerArchive,
  useMay,
  usePrincipal,
  type AccountStep,
} from '@taizhang/portal/data-access';
import { AccessPanel, HistoryPanel } from '@taizhang/portal/feature-history';
import {
  EmptyNotice,
  Moment,
  Page,
  Panel,
  Scrolling,
  Shown,
  useNow,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Link, useParams } from 'react-router';
import { AccountSummary } from './account-summary';
import { accountTexts } from './accounts.texts';
import { SupplyBadge } from './badges';
import { BillTable } from './bill-table';
import { accountBody } from './bodies';
import { EnergyChart } from './energy-chart';
import { Choice, Words } from './fields';
import { History } from './history';
import { InquiryTable } from './inquiry-list.page';
import { StepBar, type StepEnds } from './step-bar';
import { StepForm } from './step-form';
import { nextAccountSteps } from './steps';
import { stepTexts } from './steps.texts';
import { yuan } from './units';
import './billing.css';

export function AccountPage() {
  const t = useTexts(accountTexts);
  const { accountId = '' } = useParams();
  const answer = useAccount(accountId);
  const mayRead = useMay('customer.read');
  const customerId = answer.data?.account.customerId;
  const { data: archive } = useCustomerArchive(mayRead ? customerId : null);
  const name = archive?.customer.name;
  return (
    <Page
      key={accountId}
      title={t('account', { name: name || customerId || '' })}
      aside={answer.data && <SupplyBadge supply={answer.data.account.supply} />}
      actions={customerId && <Link to={`/customers/${customerId}`}>{t('archive')}</Link>}
    >
      <Shown answer={answer} rows={10}>
        {(page) => <AccountBody page={page} />}
      </Shown>
    </Page>
  );
}

function AccountBody({ page }: Readonly<{ page: Everything }>) {
  const t = useTexts(accountTexts);
  const { account, bills, credits, readings, inquiries } = page;
  const timeline = useAccountTimeline(account.id, account.revision);
  return (
    <>
      <SupplySteps account={account} />
      <div className="tz-billing-case">
        <div className="tz-stack">
          <Panel title={t('energy.title')}>
            <EnergyChart bills={bills} readings={readings} />
          </Panel>
          <Panel title={t('bills')}>
            <BillTable bills={bills} open={account.open} />
          </Panel>
          {inquiries.length > 0 && (
            <Panel title={t('inquiries')}>
              <InquiryTable inquiries={inquiries} />
            </Panel>
          )}
          <History answer={timeline} />
        </div>
        <div className="tz-stack">
          <Panel title={t('summary')}>
            <AccountSummary account={account} />
          </Panel>
          <Panel title={t('credits')}>
            <Credits credits={credits} />
          </Panel>
        </div>
      </div>
      <HistoryPanel id={account.id} revision={account.revision} />
      <AccessPanel id={account.id} />
    </>
  );
}

function Credits({ credits }: Pick<Everything, 'credits'>) {
  const t = useTexts(accountTexts);
  const term = useTerm();
  if (credits.length === 0) return <EmptyNotice title={t('credits.none')} />;
  return (
    <Scrolling label={t('credits')}>
      <table className="tz-table">
        <tbody>
          {credits.map(({ id, at, amountFen, means, inquiryId }) => (
            <tr key={id}>
              <td className="tz-nowrap">
                <Moment at={at} show="exact" />
              </td>
              <td>
                {inquiryId ? (
                  <Link to={`/inquiries/${inquiryId}`}>{t('adjusted')}</Link>
                ) : (
                  term(paymentMeansTitles, means)
                )}
              </td>
              <td className="tz-right tz-number">{t('yuan', { amount: yuan(amountFen) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function SupplySteps({ account }: Readonly<{ account: Account }>) {
  const t = useTexts(stepTexts);
  const next = nextAccountSteps(account, usePrincipal(), useNow());
  return (
    <StepBar
      place={account.id}
      next={next}
      titleOf={(step) => t(`step.${step}`)}
      form={(step, ends) => <Taking key={step} step={step} account={account} {...ends} />}
    />
  );
}

type TakingProps = StepEnds & Readonly<{ step: AccountStep; account: Account }>;

function Taking({ step, account, onDone, ...ends }: TakingProps) {
  const t = useTexts(stepTexts);
  const command = useAccountStep(account.id);
  return (
    <StepForm
      title={t(`step.${step}`)}
      revision={account.revision}
      problem={command.error}
      pending={command.isPending}
      send={(values, revision) =>
        command.mutate({ step, revision, body: accountBody(step, values) }, { onSuccess: onDone })
      }
      {...ends}
    >
      {step === 'mistaken-disconnection' ? (
        <>
          <Choice name="mistake" label={t('mistake')} titles={mistakeTitles} />
          <Words name="statement" label={t('statement')} />
        </>
      ) : (
        <p className="tz-muted">{t('confirm')}</p>
      )}
    </StepForm>
  );
}
