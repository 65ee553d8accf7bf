import { runProcess } from './run-service';
import type { Running } from './start-service';

let exits: (code: unknown) => void;
let exited: Promise<unknown>;
let said: string;
const heard = new Map<string, () => void>();

beforeEach(() => {
  said = '';
  exited = new Promise((resolve) => (exits = resolve));
  jest.spyOn(process, 'exit').mockImplementation(((code: unknown) => exits(code)) as never);
  jest
    .spyOn(process, 'on')
    .mockImplementation(((event: string, listener: () => void) =>
      heard.set(event, listener)) as never);
  const write = (text: unknown) => Boolean((said += String(text)));
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation(write);
});
afterEach(() => jest.restoreAllMocks());

describe('A process', () => {
  it.each(['SIGTERM', 'SIGINT', 'disconnect'])(
    'that is told to stop (%s) while it starts ends at once, however long the start takes',
    async (event) => {
      void runProcess('intake', () => new Promise(() => undefined));
      heard.get(event)!();
      expect(await exited).toBe(0);
    },
  );

  it('that is told to stop later does so first', async () => {
    const steps: string[] = [];
    const running: Running = {
      url: 'http://127.0.0.1:1',
      stop: async () => void steps.push('stopped'),
    };
    void runProcess('intake', async () => running);
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    heard.get('SIGTERM')!();
    expect([await exited, steps, said]).toEqual([
      0,
      ['stopped'],
      'intake runs at http://127.0.0.1:1\n',
    ]);
  });

  it('that cannot start says why, also of a host with several addresses', async () => {
    const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`);
    const both = new AggregateError([refused('::1:5432'), refused('127.0.0.1:5432')]);
    void runProcess('intake', () => Promise.reject(both));
    expect([await exited, said]).toEqual([
      1,
      'intake cannot start: connect ECONNREFUSED ::1:5432, connect ECONNREFUSED 127.0.0.1:5432\n',
    ]);
  });
});
