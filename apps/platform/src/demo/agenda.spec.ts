import { Agenda } from './agenda';
import { Dice } from './random';

describe('An agenda', () => {
  it('hands out steps by time, and by key where the time is the same', () => {
    const dice = new Dice('agenda');
    const agenda = new Agenda();
    const steps = Array.from({ length: 500 }, (_, index) => ({
      at: dice.int(0, 90),
      key: String(index).padStart(3, '0'),
      run: async () => undefined,
    }));
    agenda.add(...steps);
    const taken: string[] = [];
    while (agenda.nextAt < Infinity) {
      const { at, key } = agenda.take();
      taken.push(`${String(at).padStart(2, '0')} ${key}`);
    }
    expect(taken).toHaveLength(500);
    expect(taken).toEqual([...taken].sort());
  });
});
