/** One complaint: where it stands, the next step, what happened, and what was known when. */
import { categoryTitles } from '@taizhang/contracts/complaints';
import type { Complaint } from '@taizhang/contracts/views';
import { useComplaint, useMay } from '@taizhang/portal/data-access';
import { AccessPanel, TrailPanel } from '@taizhang/portal/feature-history';
import { SealBadge } from '@taizhang/portal/feature-seals';
import {
  Page,
  Panel,
  SeverityBadge,
  Shown,
  StatusBadge,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { useParams } from 'react-router';
import { CaseHead } from './case-head';
import { caseTexts } from './complaint.texts';
import { CustomerPanel } from './customer-panel';
import { DeadlinesPanel } from './deadlines-panel';
import { ReplayPanel } from './replay-panel';
import { Steps } from './step-panel';
import { TimelinePanel } from './timeline-panel';
import './complaints.css';

export function ComplaintPage() {
  const t = useTexts(caseTexts);
  const term = useTerm();
  const { complaintId = '' } = useParams();
  const answer = useComplaint(complaintId);
  const category = answer.data ? term(categoryTitles, answer.data.category) : '';
  return (
    <Page
      key={complaintId}
      title={t('title', { category })}
      aside={answer.data && <Aside complaint={answer.data} />}
    >
      <Shown answer={answer} rows={10}>
        {(complaint) => <Case complaint={complaint} />}
      </Shown>
    </Page>
  );
}

type WithComplaint = Readonly<{ complaint: Complaint }>;

function Aside({ complaint }: WithComplaint) {
  return (
    <>
      <StatusBadge status={complaint.status} />
      <SeverityBadge severity={complaint.severity} />
      <span className="tz-id tz-muted">{complaint.id}</span>
      <SealBadge caseId={complaint.id} revision={complaint.revision} />
    </>
  );
}

function Case({ complaint }: WithComplaint) {
  const t = useTexts(caseTexts);
  const mayReplay = useMay('history.replay');
  const { statement, remedySought } = complaint;
  return (
    <>
      <CaseHead complaint={complaint} />
      <Steps complaint={complaint} />
      <div className="tz-case">
        <div className="tz-stack tz-case-main">
          <Panel title={t('statement')}>
            <p className="tz-words">{statement || '–'}</p>
            {remedySought && (
              <p className="tz-muted">{t('remedy.sought', { words: remedySought })}</p>
            )}
          </Panel>
          <TimelinePanel complaintId={complaint.id} revision={complaint.revision} />
        </div>
        <div className="tz-stack tz-case-side">
          <DeadlinesPanel complaintId={complaint.id} />
          <CustomerPanel customerId={complaint.customerId} />
        </div>
        {mayReplay && (
          <div className="tz-case-replay">
            <ReplayPanel complaint={complaint} />
            <TrailPanel id={complaint.id} revision={complaint.revision} />
          </div>
        )}
      </div>
      <AccessPanel id={complaint.id} />
    </>
  );
}
