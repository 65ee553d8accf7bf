import type { ParkingLot } from './parking-lot';
import { RetryRound } from './retry-round';

describe('Keys that somebody wants tried again', () => {
  it('are tried whatever becomes of one of them', async () => {
    const tried: string[] = [];
    const failures: unknown[] = [];
    const stuck = new Error('canceling statement due to lock timeout');
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    const round = new RetryRound(
      { requested: async () => ['stuck', 'fine'] } as unknown as ParkingLot,
      () => ['listener', 'another'],
      async (consumer, key) => {
        tried.push(`${consumer} ${key}`);
        if (key === 'stuck') throw stuck;
        if (consumer === 'another') end();
      },
      (failure) => void failures.push(failure),
    );
    await ended;
    await round.stop();
    expect(tried).toEqual(['listener stuck', 'listener fine', 'another stuck', 'another fine']);
    expect(failures).toEqual([stuck, stuck]);
  });
});
