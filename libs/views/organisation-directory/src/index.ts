import type { ReadModel } from '@taizhang/kernel';
import { staffMembers, units } from './directory.projection';

export const organisationDirectory: ReadModel = {
  name: 'organisation_directory',
  version: 1,
  tables: [units, staffMembers],
};
export { staffMembers, units } from './directory.projection';
