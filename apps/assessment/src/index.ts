export { AssessmentModule } from './assessment.module';
export { assessmentProblems } from './assessment.problems';
export { assessmentService } from './assessment.service';
