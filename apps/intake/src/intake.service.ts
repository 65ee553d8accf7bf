/** What this service is made of. */
import { intakeMemory } from '@taizhang/intake/application';
import type { Service } from '@taizhang/platform/service';
import { runningIntakePromiseEntity } from './due-promises';
import { IntakeModule } from './intake.module';
import { intakeProblems } from './intake.problems';
import { openCaseEntity } from './open-case-check';
import { recentAnswerEntity } from './recontacts';

export const intakeService: Service = {
  name: 'intake',
  title: { zh: '台账·受理', en: 'Taizhang intake' },
  module: IntakeModule,
  problems: [intakeProblems],
  entities: [openCaseEntity, recentAnswerEntity, runningIntakePromiseEntity],
  readModels: [intakeMemory],
};
