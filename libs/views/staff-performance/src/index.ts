import type { ReadModel } from '@taizhang/kernel';
import { performanceEntries, staffDays } from './staff-performance.projection';

export const staffPerformance: ReadModel = {
  name: 'staff_performance',
  version: 4,
  tables: [staffDays, performanceEntries],
};
export { figures, type Contribution, type Figure } from './contribution.policy';
export { performanceEntries, staffDays, type StaffDay } from './staff-performance.projection';
