/** What this service remembers for itself; like every read model it can be rebuilt. */
import type { ReadModel } from '@taizhang/kernel';
import { accountBalances } from './account-balances.projection';
import { earlyWords } from './early-words.projection';
import { openCases } from './open-cases.projection';
import { recentAnswers } from './recent-answers.projection';
import { runningIntakePromises } from './running-promises.projection';

export const intakeMemory: ReadModel = {
  name: 'intake_memory',
  version: 6,
  tables: [recentAnswers, openCases, runningIntakePromises, accountBalances, earlyWords],
};
