export { assessmentMemory } from './assessment-memory';
export { CallbackBook } from './callback-book';
export { CallbackProcess } from './callback.process';
export {
  CallbackDeadlineProcess,
  DUE_CALLBACKS,
  type DueCallbacks,
} from './callback-deadline.process';
export { CustomerProcessing } from './customer-processing';
export {
  DecideAssessment,
  DecideAssessmentHandler,
  type AssessmentCommand,
} from './decide-assessment.handler';
export { evidenceOf } from './evidence-of';
export { finishedCases, type FinishedCase } from './finished-cases.projection';
export {
  isAskedAbout,
  openCallbacks,
  type AskedAbout,
  type OpenCallback,
} from './open-callbacks.projection';
export { runningCallbacks, type RunningCallback } from './running-callbacks.projection';
export { CallbackWithdrawals, OPEN_CALLBACKS, type OpenCallbacks } from './withdrawal.process';
export {
  evidenceFigures,
  staffEvidence,
  type EvidenceFigure,
  type StaffEvidence,
} from './staff-evidence.projection';
