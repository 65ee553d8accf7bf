import type { ReadModel } from '@taizhang/kernel';
import { contacts } from './contacts.projection';
import { customers } from './customers.projection';
import { supplyPoints } from './supply-points.projection';

export const customerArchive: ReadModel = {
  name: 'customer_archive',
  version: 3,
  tables: [customers, supplyPoints, contacts],
};
export { contacts } from './contacts.projection';
export { customers, type CustomerRow } from './customers.projection';
export { supplyPoints } from './supply-points.projection';
