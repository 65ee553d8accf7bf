import type { ReadModel } from '@taizhang/kernel';
import { complaints } from './complaints.projection';

export const complaintCases: ReadModel = {
  name: 'complaint_cases',
  version: 1,
  tables: [complaints],
};
export { asOf, differenceOf, type AsOf, type Moment } from './as-of';
export { complaints } from './complaints.projection';
