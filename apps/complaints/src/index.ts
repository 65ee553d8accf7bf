export { ComplaintsModule } from './complaints.module';
export { complaintProblems } from './complaints.problems';
export { runningPromiseEntity } from './due-promises';
export { knownUnitEntity } from './known-units';
