export { IntakeModule } from './intake.module';
export { intakeProblems } from './intake.problems';
export { recentAnswerEntity } from './recontacts';
