/** Which refusals the steps of an inquiry have in common, for the documentation. */
import type { InquiryRefusal } from '@taizhang/billing-inquiries/domain';

export const refusals: (InquiryRefusal | 'other-unit' | 'account-unknown')[] = [
  'other-unit',
  'inquiry-unknown',
  'inquiry-closed',
  'inquiry-already-answered',
];
export const handling: typeof refusals = [
  ...refusals,
  'inquiry-not-verified',
  'inquiry-handled-by-another',
  'inquiry-not-typed',
  'inquiry-test-running',
];
export const deciding: typeof refusals = [
  'inquiry-unknown',
  'inquiry-closed',
  'inquiry-already-answered',
  'inquiry-adjustment-not-proposed',
  'inquiry-own-proposal',
];
