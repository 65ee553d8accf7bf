export { runningIntakePromiseEntity } from './due-promises';
export { IntakeModule } from './intake.module';
export { intakeProblems } from './intake.problems';
export { openCaseEntity } from './open-case-check';
export { recentAnswerEntity } from './recontacts';
