/** The state of a complaint in one look. */
import { verdictTitles } from '@taizhang/contracts/complaints';
import { channelTitles } from '@taizhang/contracts/intake';
import type { Complaint } from '@taizhang/contracts/views';
import { useMistakenCut } from '@taizhang/portal/data-access';
import { RatingLink } from '@taizhang/portal/feature-rating';
import {
  CaseLink,
  DeadlineBadge,
  Facts,
  Moment,
  Name,
  PromiseName,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { caseTexts } from './complaint.texts';

export function CaseHead({ complaint }: Readonly<{ complaint: Complaint }>) {
  const t = useTexts(caseTexts);
  const term = useTerm();
  const account = useMistakenCut(complaint.customerId, complaint.id);
  const { nextPromise, contactId, source, satisfaction } = complaint;
  const items: (readonly [string, ReactNode])[] = [
    [
      t('head.next'),
      <span key="next" className="tz-head-deadline">
        {nextPromise && (
          <>
            <PromiseName promise={nextPromise} />{' '}
          </>
        )}
        <DeadlineBadge dueAt={complaint.nextDueAt} />
      </span>,
    ],
    [t('head.unit'), <Name key="unit" id={complaint.unitId} />],
    [
      t('head.handler'),
      complaint.handlerId ? <Name key="handler" id={complaint.handlerId} /> : t('nobody'),
    ],
    [t('head.owner'), <Name key="owner" id={complaint.ownerId} />],
    [t('head.lodged'), <Moment key="lodged" at={complaint.lodgedAt} show="exact" />],
    [t('head.channel'), term(channelTitles, complaint.channel)],
    [t('head.verdict'), term(verdictTitles, complaint.verdict)],
    [t('head.satisfaction'), satisfaction === null ? '–' : `${satisfaction} / 5`],
    [t('head.missed'), complaint.missed],
    [t('head.reopenings'), complaint.reopenings],
  ];
  if (contactId) {
    items.push([t('head.contact'), <Link to={`/contacts/${contactId}`}>{contactId}</Link>]);
  }
  if (account) items.push([t('head.account'), <CaseLink key="account" id={account.id} />]);
  if (account?.faultId) {
    items.push([t('head.fault'), <CaseLink key="fault" id={account.faultId} />]);
  }
  if (source) items.push([t('head.source'), source]);
  return (
    <div className="tz-panel">
      <Facts items={items} />
      {complaint.status === 'closed' && <RatingLink caseId={complaint.id} />}
    </div>
  );
}
