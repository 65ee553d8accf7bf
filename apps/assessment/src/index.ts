import { runningCallbackEntity } from './due-callbacks';
import { finishedCaseEntity, staffEvidenceEntity } from './remembered-work';

export { AssessmentModule } from './assessment.module';
export { assessmentProblems } from './assessment.problems';
/** The tables this service reads from. */
export const assessmentEntities = [finishedCaseEntity, runningCallbackEntity, staffEvidenceEntity];
