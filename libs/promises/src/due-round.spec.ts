import { Refused } from '@taizhang/kernel';
import { DueRound } from './due-round';

/** So many timers, numbered from the oldest; what is recorded is due no more. */
function timers(count: number, failureOf: (id: string) => Error | undefined) {
  const due = Array.from({ length: count }, (_, index) => ({ id: String(index) }));
  const looked: string[] = [];
  const round = new DueRound<{ id: string }>(
    async (limit) => due.slice(0, limit),
    async ({ id }) => {
      looked.push(id);
      const failure = failureOf(id);
      if (failure) throw failure;
      due.splice(
        due.findIndex((timer) => timer.id === id),
        1,
      );
    },
  );
  const look = () => round.look().catch((error: Error) => error.message);
  return { due, looked, look };
}

describe('A round of what is due', () => {
  it('looks at those behind a case that cannot be decided, and tells why that one cannot', async () => {
    const broken = new Error('version 9 of ComplaintLodged is not known here');
    const { due, looked, look } = timers(4, (id) => (id === '0' ? broken : undefined));
    expect(await look()).toBe(broken.message);
    expect(looked).toEqual(['0', '1', '2', '3']);
    expect(due).toEqual([{ id: '0' }]);
    expect(await look()).toBe(broken.message);
  });

  it('comes to everybody, however many cannot be decided or are kept already', async () => {
    for (const failure of [new Error('by mistake'), new Refused('kept')]) {
      const { due, look } = timers(900, (id) => (Number(id) < 450 ? failure : undefined));
      for (let rounds = 0; due.length > 450 && rounds < 1_000; rounds++) await look();
      expect(due).toHaveLength(450);
    }
  });

  it('is given up soon where nothing can be recorded, and begins with the others next time', async () => {
    const { looked, look } = timers(500, () => new Error('The log does not answer'));
    expect(await look()).toBe('The log does not answer');
    expect(await look()).toBe('The log does not answer');
    expect(looked).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('looks at no more than a batch, and again at those that are due still', async () => {
    const { looked, look } = timers(250, () => new Refused('kept'));
    expect(await look()).toBe(200);
    expect(await look()).toBe(200);
    expect(looked.slice(200, 252)).toEqual([
      ...Array.from({ length: 50 }, (_, index) => String(200 + index)),
      ...['0', '1'],
    ]);
  });
});
