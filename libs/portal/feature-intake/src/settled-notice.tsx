/** How the last contact ended; a complaint that was routed is watched until it is there. */
import {
  useArrivingComplaint,
  useArrivingFault,
  useArrivingInquiry,
} from '@taizhang/portal/data-access';
import { Sign, useTexts } from '@taizhang/portal/ui';
import { Link } from 'react-router';
import { intakeTexts } from './intake.texts';
import type { Ending } from './use-intake-desk';

export function SettledNotice({ ending }: Readonly<{ ending: Ending }>) {
  const t = useTexts(intakeTexts);
  const { contactId, caseId, outcome } = ending;
  return (
    <div className="tz-notice tz-notice-success tz-row" role="status">
      <strong>{t(`settled.${outcome}`)}</strong>
      <Link to={`/contacts/${contactId}`}>
        {t('settled.contact')} <span className="tz-id">{contactId}</span>
      </Link>
      {caseId?.startsWith('complaint-') && <Arriving caseId={caseId} />}
      {caseId?.startsWith('fault-') && <ArrivingFault caseId={caseId} />}
      {caseId?.startsWith('inquiry-') && <ArrivingInquiry caseId={caseId} />}
    </div>
  );
}

function Arriving({ caseId }: Readonly<{ caseId: string }>) {
  const t = useTexts(intakeTexts);
  const { isSuccess, isError } = useArrivingComplaint(caseId);
  if (!isSuccess && !isError) {
    return (
      <span className="tz-row">
        <Sign of="wait" turning /> {t('settled.arriving')} <span className="tz-id">{caseId}</span>
      </span>
    );
  }
  return (
    <span className="tz-row">
      {t(isSuccess ? 'settled.arrived' : 'settled.late')}
      <Link to={`/complaints/${caseId}`}>
        {t('settled.open')} <span className="tz-id">{caseId}</span>
      </Link>
    </span>
  );
}

function ArrivingFault({ caseId }: Readonly<{ caseId: string }>) {
  const t = useTexts(intakeTexts);
  const { isSuccess, isError } = useArrivingFault(caseId);
  if (!isSuccess && !isError) return <Sign of="wait" turning />;
  return (
    <span className="tz-row">
      {t(isSuccess ? 'settled.fault.arrived' : 'settled.fault.late')}
      <Link to={`/faults/${caseId}`}>
        {t('settled.fault.open')} <span className="tz-id">{caseId}</span>
      </Link>
    </span>
  );
}

function ArrivingInquiry({ caseId }: Readonly<{ caseId: string }>) {
  const t = useTexts(intakeTexts);
  const { isSuccess, isError } = useArrivingInquiry(caseId);
  if (!isSuccess && !isError) return <Sign of="wait" turning />;
  return (
    <span className="tz-row">
      {t(isSuccess ? 'settled.inquiry.arrived' : 'settled.inquiry.late')}
      <Link to={`/inquiries/${caseId}`}>
        {t('settled.inquiry.open')} <span className="tz-id">{caseId}</span>
      </Link>
    </span>
  );
}
