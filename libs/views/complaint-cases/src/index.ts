import type { ReadModel } from '@taizhang/kernel';
import { complaints } from './complaints.projection';

export const complaintCases: ReadModel = {
  name: 'complaint_cases',
  version: 2,
  tables: [complaints],
};
export { complaints } from './complaints.projection';
