/** Status of an inquiry and of a supply as small coloured words; the word carries the meaning. */
import {
  inquiryStatusTitles,
  supplyStatusTitles,
  type InquiryStatus,
  type SupplyStatus,
} from '@taizhang/contracts/billing-inquiries';
import { Badge, useTerm } from '@taizhang/portal/ui';

const waiting: readonly InquiryStatus[] = ['opened', 'adjustment-proposed'];

function toneOf(status: InquiryStatus) {
  if (status === 'closed') return 'neutral';
  if (status === 'answered') return 'success';
  if (status === 'reopened') return 'danger';
  return waiting.includes(status) ? 'warning' : 'info';
}

export function InquiryBadge({ status }: Readonly<{ status: InquiryStatus }>) {
  return <Badge tone={toneOf(status)}>{useTerm()(inquiryStatusTitles, status)}</Badge>;
}

const supplyTones = {
  on: 'success',
  dunned: 'warning',
  'cut-proposed': 'warning',
  'cut-approved': 'warning',
  cut: 'danger',
  'reconnection-due': 'danger',
} as const satisfies Record<SupplyStatus, string>;

export function SupplyBadge({ supply }: Readonly<{ supply: SupplyStatus }>) {
  return <Badge tone={supplyTones[supply]}>{useTerm()(supplyStatusTitles, supply)}</Badge>;
}
