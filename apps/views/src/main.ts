/** This service as a process of its own. */
import { runService } from '@taizhang/platform/service';
import { viewsService } from './views.service';

await runService(viewsService);
