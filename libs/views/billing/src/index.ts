import type { ReadModel } from '@taizhang/kernel';
import { bills, credits, readings } from './account-entries.projection';
import { accounts } from './accounts.projection';
import { inquiries } from './inquiries.projection';

export const billingViews: ReadModel = {
  name: 'billing_views',
  version: 3,
  tables: [inquiries, accounts, bills, credits, readings],
};
export { bills, credits, readings } from './account-entries.projection';
export { accounts } from './accounts.projection';
export { inquiries } from './inquiries.projection';
