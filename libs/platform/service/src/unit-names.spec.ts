import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { LogUnreachable, derivedId } from '@taizhang/kernel';
import { unitNames } from './unit-names';

const log = createMemoryEventLog();
const commandId = derivedId('test');
const ids = { commandId, correlationId: commandId, causationId: commandId };
const opened = {
  ...{ id: derivedId(commandId, '0'), type: 'UnitOpened', version: 1, by: 'staff-1' },
  ...{ at: '2026-03-02T01:00:00.000Z', context: { ...ids, channel: 'test', unit: null } },
  data: { unitId: 'unit-1', name: '东城供电所', kind: 'hall', parentId: null },
};

describe('The name of a unit', () => {
  it('is known from the moment it is opened, whatever read models there are', async () => {
    await log.append('unit-1', [opened as never], { expected: 'no-stream' });
    expect(await unitNames(log)('unit-1')).toBe('东城供电所');
  });

  it('is none of a unit that nobody opened', async () => {
    expect(await unitNames(log)('unit-2')).toBeNull();
  });

  it('is none while the log is away, which keeps nobody from signing in', async () => {
    const away = { ...log, readStream: () => Promise.reject(new LogUnreachable('away')) };
    expect(await unitNames(away)('unit-1')).toBeNull();
  });
});
