export { complaintsService } from './complaints.service';
