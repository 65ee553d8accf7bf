import type { ReadModel } from '@taizhang/kernel';
import { faults } from './faults.projection';
import { outages } from './outages.projection';

export const faultCases: ReadModel = {
  name: 'fault_cases',
  version: 2,
  tables: [faults, outages],
};
export { faults } from './faults.projection';
export { outages } from './outages.projection';
