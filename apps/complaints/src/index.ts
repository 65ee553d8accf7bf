export { ComplaintsModule } from './complaints.module';
export { complaintProblems } from './complaints.problems';
export { complaintsService } from './complaints.service';
