import { eventually } from '@taizhang/kernel/testing';
import { Clockwork } from './clockwork';

describe('A clockwork', () => {
  let looks: (() => Promise<unknown>)[];
  let failures: string[];
  let clockwork: Clockwork;

  beforeEach(() => {
    failures = [];
    looks = [];
    const look = () => looks.shift()?.() ?? Promise.resolve();
    const onFailure = ({ message }: Error) => void failures.push(message);
    const options = { classOf: () => 'bug' as const, tickMs: 1, lookMsMax: 20 };
    clockwork = new Clockwork('test.deadlines', look, onFailure, options);
  });
  afterEach(() => clockwork.stop());

  const state = async () => (await clockwork.subscribers())[0]!;

  it('goes on after a look that fails, and tells of it until one succeeds', async () => {
    let seen = await state();
    looks.push(async () => {
      throw new Error('no such table');
    });
    looks.push(async () => void (seen = await state()));
    clockwork.start();
    await eventually(async () => (await state()).progressAt !== null);
    const failed = { failure: 'no such table', failureClass: 'bug' };
    expect(seen).toMatchObject({ state: 'failing', ...failed, restarts: 0 });
    expect(await state()).toMatchObject({ state: 'running', failure: null, failureClass: null });
    expect(failures).toEqual(['no such table']);
  });

  it('tells the same failure once, and again when it came back', async () => {
    const fails = async () => {
      throw new Error('connection refused');
    };
    const over = jest.fn(async () => undefined);
    looks.push(fails, fails, fails, over, fails);
    clockwork.start();
    await eventually(() => looks.length === 0 && failures.length === 2);
    expect(over).toHaveBeenCalledTimes(1);
  });

  it('says nothing while the tables are being built', async () => {
    looks.push(async () => {
      throw Object.assign(new Error('relation does not exist'), { code: '42P01' });
    });
    clockwork.start();
    await eventually(async () => (await state()).progressAt !== null);
    expect(failures).toEqual([]);
  });

  it('begins anew when a look never ends, and says so', async () => {
    looks.push(() => new Promise<never>(() => undefined));
    clockwork.start();
    await eventually(async () => (await state()).progressAt !== null);
    const why = 'A look at the clock did not end within 20 ms';
    expect(await state()).toMatchObject({ state: 'running', restarts: 1, restartReason: why });
    expect(failures).toEqual([why]);
  });
});
