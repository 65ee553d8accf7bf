/** What is asked of the copies, and given up where nobody will begin to answer it. */
import { Agent, type Dispatcher } from 'undici';

type Answered = (failure: Error | null, answer: Dispatcher.ResponseData) => void;

export class Upstream {
  private readonly agent = new Agent({ connections: 64 });
  /** What waits for the beginning of an answer, by the origin of its copy. */
  private readonly waiting = new Map<string, Set<AbortController>>();

  /** As undici has it, for whoever is told of the answer. */
  readonly request = ((options: Dispatcher.RequestOptions, answered: Answered): void => {
    const waiting = this.waitingFor(String(options.origin));
    const patience = new AbortController();
    waiting.add(patience);
    this.agent.request({ ...options, signal: patience.signal }, (failure, answer) => {
      // From here on it takes as long as it takes.
      waiting.delete(patience);
      answered(failure, answer);
    });
  }) as unknown as Dispatcher['request'];

  /** What this copy has not begun to answer fails, and may be asked of another. */
  giveUp(url: string): void {
    const reason = new Error('The copy that was asked stands still');
    for (const patience of this.waitingFor(new URL(url).origin)) patience.abort(reason);
  }

  async destroy(): Promise<void> {
    await this.agent.destroy();
  }

  private waitingFor(origin: string): Set<AbortController> {
    const waiting = this.waiting.get(origin) ?? new Set();
    this.waiting.set(origin, waiting);
    return waiting;
  }
}
