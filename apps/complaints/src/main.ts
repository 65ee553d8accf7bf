/** This service as a process of its own. */
import { runService } from '@taizhang/platform/service';
import { complaintsService } from './complaints.service';

await runService(complaintsService);
