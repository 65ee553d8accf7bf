import type { ClientBase } from 'pg';
import { BuildWrites } from './build-writes';

const db = {} as ClientBase;
const large = 100_000_000;

describe('What a build has written', () => {
  it('is written one after the other, and asked for in its turn', async () => {
    const writes = new BuildWrites(db, () => undefined);
    const done: number[] = [];
    writes.add(async () => void (await Promise.resolve(), done.push(1)));
    writes.add(async () => void done.push(2));
    expect(done).toEqual([]);
    expect(await writes.ask(async () => [...done])).toEqual([1, 2]);
  });

  it('lets folding go on while there is room, and wait while there is none', async () => {
    const writes = new BuildWrites(db, () => undefined);
    let finish = () => undefined as void;
    writes.add(() => new Promise((resolve) => (finish = resolve)), 5);
    await writes.room();
    writes.add(async () => undefined, large);
    let hasRoom = false;
    const room = writes.room().then(() => (hasRoom = true));
    await Promise.resolve();
    expect(hasRoom).toBe(false);
    finish();
    await room;
    expect(hasRoom).toBe(true);
  });

  it('stops at what goes wrong, which whoever waits is told', async () => {
    const writes = new BuildWrites(db, () => undefined);
    const done: number[] = [];
    writes.add(() => Promise.reject(new Error('the table is full')), large);
    writes.add(async () => void done.push(1), large);
    await expect(writes.room()).rejects.toThrow('the table is full');
    await expect(writes.done()).rejects.toThrow('the table is full');
    await expect(writes.ask(async () => 1)).rejects.toThrow('the table is full');
    expect(done).toEqual([]);
  });

  it('leaves what was not begun undone, once it is to end or somebody wishes it', async () => {
    const done: number[] = [];
    const ended = new BuildWrites(db, () => undefined);
    ended.add(async () => void done.push(1));
    await ended.end();
    ended.add(async () => void done.push(2));
    await ended.end();
    const cancelled = new BuildWrites(db, () => {
      throw new Error('cancelled');
    });
    cancelled.add(async () => void done.push(3));
    await expect(cancelled.done()).rejects.toThrow('cancelled');
    expect(done).toEqual([]);
  });
});
