import { describeEventLog } from '@taizhang/event-log/compliance';
import { createMemoryEventLog } from './memory-event-log';

describeEventLog('in memory', async () => {
  const log = createMemoryEventLog();
  return { log, another: async () => log, close: async () => undefined };
});
