export { faultProblems } from './fault.problems';
export { IntakeModule } from './intake.module';
export { intakeProblems } from './intake.problems';
export { intakeService } from './intake.service';
