export { assessmentService } from './assessment.service';
