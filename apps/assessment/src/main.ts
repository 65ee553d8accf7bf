/** This service as a process of its own. */
import { runService } from '@taizhang/platform/service';
import { assessmentService } from './assessment.service';

await runService(assessmentService);
