import type { ReadModel } from '@taizhang/kernel';
import { contacts } from './contacts.projection';
import { customers } from './customers.projection';
import { searchKeys } from './search-keys.projection';
import { supplyPoints } from './supply-points.projection';

export const customerArchive: ReadModel = {
  name: 'customer_archive',
  version: 4,
  tables: [customers, supplyPoints, contacts, searchKeys],
};
export { contacts } from './contacts.projection';
export { customers, type CustomerRow } from './customers.projection';
export { gramsOf } from './search-grams.policy';
export { searchKeys, type SearchKeys } from './search-keys.projection';
export { supplyPoints } from './supply-points.projection';
