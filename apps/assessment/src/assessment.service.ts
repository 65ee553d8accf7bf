/** What this service is made of. */
import { assessmentMemory } from '@taizhang/assessment/application';
import type { Service } from '@taizhang/platform/service';
import { AssessmentModule } from './assessment.module';
import { assessmentProblems } from './assessment.problems';
import { runningCallbackEntity } from './due-callbacks';
import { openCallbackEntity } from './open-callbacks';
import { finishedCaseEntity, staffEvidenceEntity } from './remembered-work';

export const assessmentService: Service = {
  name: 'assessment',
  title: { zh: '台账·评价考核', en: 'Taizhang assessment' },
  module: AssessmentModule,
  problems: [assessmentProblems],
  entities: [finishedCaseEntity, openCallbackEntity, runningCallbackEntity, staffEvidenceEntity],
  readModels: [assessmentMemory],
};
