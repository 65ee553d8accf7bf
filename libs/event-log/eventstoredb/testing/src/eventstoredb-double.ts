/** Starts the double of EventStoreDB in a process of its own, and lets it fail as told. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Faulty = 'append' | 'read' | 'subscribe';
export type Fault =
  | ('silent' | 'silent-after' | 'unavailable' | 'not-leader')
  | ('unreadable' | 'unauthenticated' | 'commit-timeout');
export type Counts = Readonly<
  Record<'append' | 'batchAppend' | 'read' | 'subscribe' | 'subscriptions' | 'connections', number>
>;

const main = join(__dirname, '../double/main.mjs');

export class EventStoreDbDouble {
  private numbers = 0;
  private readonly waiting = new Map<number, (answer: unknown) => void>();

  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    private readonly file: string | undefined,
  ) {
    process.on('message', ({ number, answer }: { number: number; answer: unknown }) => {
      this.waiting.get(number)?.(answer);
      this.waiting.delete(number);
    });
  }

  /** @param file where its log outlives it; @param port a free one unless told */
  static async start({
    file,
    port = 0,
  }: { file?: string; port?: number } = {}): Promise<EventStoreDbDouble> {
    const args = file ? [String(port), file] : [String(port)];
    const child = fork(main, args, {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const gone = once(child, 'exit').then(([code]) => {
      throw new Error(`The double ended with ${code}`);
    });
    gone.catch(() => undefined);
    const [{ url }] = (await Promise.race([once(child, 'message'), gone])) as [{ url: string }];
    return new EventStoreDbDouble(child, url, file);
  }

  /** @param times how often, for ever unless told; @param later how many are spared before */
  fault(on: Faulty, kind: Fault | null, times?: number, later?: number): Promise<unknown> {
    return this.tell('fault', on, kind, times, later);
  }

  cease(how: 'error' | 'end' | 'mute'): Promise<unknown> {
    return this.tell('cease', how);
  }

  /** Bytes that the server takes at most. */
  limit(limits: { append?: number; event?: number }): Promise<unknown> {
    return this.tell('limit', limits);
  }

  /** Lets so much time pass between any two events of a page. */
  dawdle(pauseMs: number): Promise<unknown> {
    return this.tell('dawdle', pauseMs);
  }

  /** From a position on shows nothing, as a server that waits for others to have it as well. */
  conceal(position: bigint): Promise<unknown> {
    return this.tell('conceal', String(position));
  }

  /** Shows what was concealed, or what an append wrote that ran into its `commit-timeout`. */
  index(): Promise<unknown> {
    return this.tell('index');
  }

  /** Takes away what streams do not show, as an operator of the server does at night. */
  scavenge(): Promise<unknown> {
    return this.tell('scavenge');
  }

  forget(events: number): Promise<unknown> {
    return this.tell('forget', events);
  }

  counts(): Promise<Counts> {
    return this.tell('counts') as Promise<Counts>;
  }

  /** As `kill -9`: nothing is said to anybody. */
  async kill(): Promise<void> {
    const exit = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exit;
  }

  /** Again at the same address, with what it had written. */
  restart(): Promise<EventStoreDbDouble> {
    const port = Number(new URL(this.url.replace('esdb:', 'http:')).port);
    return EventStoreDbDouble.start({ port, ...(this.file && { file: this.file }) });
  }

  private tell(command: string, ...args: unknown[]): Promise<unknown> {
    const number = ++this.numbers;
    return new Promise((resolve) => {
      this.waiting.set(number, resolve);
      this.process.send({ number, command, args });
    });
  }
}
