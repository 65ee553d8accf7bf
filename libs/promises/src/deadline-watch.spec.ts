import { instant, Refused } from '@taizhang/kernel';
import { DeadlineWatch, type MissedPromise } from './deadline-watch.process';

const dueAt = '2026-01-05T01:45:00.000Z';
const now = instant(Date.parse('2026-01-05T02:00:00.000Z'));
const due = [{ id: 'fault-1|arrival-urban', caseId: 'fault-1', promise: 'arrival-urban', dueAt }];

function watching(record: (missed: MissedPromise) => Promise<unknown>) {
  return new DeadlineWatch('test.deadline', { now: () => now }, { due: async () => due }, record);
}

describe('Watching the clock', () => {
  it('records what ran out, under an id that is the same the next time', async () => {
    const recorded: MissedPromise[] = [];
    const watch = watching(async (missed) => recorded.push(missed));
    expect(await watch.tick()).toBe(1);
    await watch.tick();
    expect(recorded[0]).toMatchObject({ caseId: 'fault-1', promise: 'arrival-urban', at: now });
    expect(recorded[1]!.context.commandId).toBe(recorded[0]!.context.commandId);
  });
  it('takes a refusal for a promise kept at the last moment', async () => {
    await expect(watching(() => Promise.reject(new Refused('kept'))).tick()).resolves.toBe(1);
  });
  it('hides no other failure', async () => {
    await expect(watching(() => Promise.reject(new Error('broken'))).tick()).rejects.toThrow();
  });
});
