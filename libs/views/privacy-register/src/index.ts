import type { ReadModel } from '@taizhang/kernel';
import { privacyDecisions } from './privacy-decisions.projection';

export const privacyRegister: ReadModel = {
  name: 'privacy_register',
  version: 2,
  tables: [privacyDecisions],
};
export { privacyDecisions } from './privacy-decisions.projection';
