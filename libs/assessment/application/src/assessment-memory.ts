/** What this service remembers for itself; like every read model it can be rebuilt. */
import type { ReadModel } from '@taizhang/kernel';
import { finishedCases } from './finished-cases.projection';
import { openCallbacks } from './open-callbacks.projection';
import { runningCallbacks } from './running-callbacks.projection';
import { staffEvidence } from './staff-evidence.projection';

export const assessmentMemory: ReadModel = {
  name: 'assessment_memory',
  version: 6,
  tables: [finishedCases, staffEvidence, runningCallbacks, openCallbacks],
};
