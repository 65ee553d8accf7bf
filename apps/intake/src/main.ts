/** This service as a process of its own. */
import { runService } from '@taizhang/platform/service';
import { intakeService } from './intake.service';

await runService(intakeService);
