/**
 * A process manager that is killed between two of its steps: each exchange with the database is
 * one, before it is sent and after it is answered. Runs in a process of its own, which it ends.
 */
import { Deadlines } from '@taizhang/calendar';
import 'reflect-metadata';
import { LocalExchange, migrateLocalExchange } from '@taizhang/exchange/local';
import {
  DecideComplaint,
  DecideComplaintHandler,
  LodgingProcess,
  PromiseBook,
} from '@taizhang/complaints/application';
import {
  DecideFault,
  DecideFaultHandler,
  DecideOutage,
  DecideOutageHandler,
  OutageProcess,
} from '@taizhang/intake/application';
import { systemClock, type EventLog, type Subscription } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { openLedger, publications } from '@taizhang/platform/ledger';
import type { CommandBus } from '@nestjs/cqrs';
import pg from 'pg';

export type Life = Readonly<{
  databaseUrl: string;
  dataDir: string;
  /** Which process manager. */
  manager: 'lodging' | 'outages';
  /** The message at which steps begin to count; what lies before it is handled in peace. */
  message: string;
  /** The step at which the process ends, from 1. */
  dieAt: number;
}>;

/** As the applications join them, without anything that is not asked here. */
export function commandBus(log: EventLog): CommandBus {
  const complaints = new DecideComplaintHandler(log);
  const faults = new DecideFaultHandler(log);
  const outages = new DecideOutageHandler(log);
  const execute = (command: unknown) => {
    if (command instanceof DecideComplaint) return complaints.execute(command);
    if (command instanceof DecideFault) return faults.execute(command);
    if (command instanceof DecideOutage) return outages.execute(command);
    throw new Error('Nobody decides this command');
  };
  return { execute } as unknown as CommandBus;
}

const subscriptions = {
  lodging: (bus: CommandBus) =>
    new LodgingProcess(bus, new PromiseBook(new Deadlines())).subscription(),
  outages: (bus: CommandBus, log: EventLog) => new OutageProcess(bus, log).subscription(),
} satisfies Record<string, (bus: CommandBus, log: EventLog) => Subscription>;

/** Handles everything up to the message; answers how many steps it took, if it lives so long. */
export async function live({
  databaseUrl,
  dataDir,
  manager,
  message,
  dieAt,
}: Life): Promise<number> {
  const pool = openPool(databaseUrl, { max: 4 });
  const ledger = await openLedger({ pool, dataDir });
  await migrateLocalExchange(pool);
  const log = ledger.log(systemClock);
  const subscription = subscriptions[manager](commandBus(log), log);
  const steps = new Steps(dieAt);
  const exchange = new LocalExchange(log, pool, publications);
  await exchange.subscribe({
    ...subscription,
    handle: async (published) => {
      if (published.id === message) steps.begin();
      await subscription.handle(published);
    },
  });
  const taken = await steps.recorded;
  await exchange.stop();
  await ledger.close();
  await pool.end();
  return taken;
}

/** Counts what goes to the database and comes back, and ends the process at one of them. */
class Steps {
  private count = 0;
  private isCounting = false;
  private done!: (steps: number) => void;
  /** Resolves when the message was noted as done with. */
  readonly recorded = new Promise<number>((resolve) => (this.done = resolve));

  constructor(private readonly dieAt: number) {
    const { prototype } = pg.Client;
    const original = prototype.query as (...given: unknown[]) => unknown;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the patched method has its own.
    const steps = this;
    prototype.query = function (this: pg.Client, ...given: unknown[]) {
      steps.step();
      const [asked] = given;
      // A pool asks with a callback, everybody else waits for a promise.
      const callback = given.at(-1);
      if (typeof callback === 'function') {
        const told = (...answer: unknown[]) => {
          if (!answer[0]) steps.answered(asked);
          callback(...answer);
        };
        return original.apply(this, [...given.slice(0, -1), told]);
      }
      const answer = original.apply(this, given);
      if (answer instanceof Promise) {
        // Registered first, it comes before whatever the caller does with the answer.
        answer.then(
          () => steps.answered(asked),
          () => undefined,
        );
      }
      return answer;
    } as typeof prototype.query;
  }

  begin(): void {
    this.isCounting = true;
  }

  private answered(asked: unknown): void {
    this.step();
    const isRecord = typeof asked === 'string' && asked.includes('INTO exchange.checkpoints');
    if (this.isCounting && isRecord) this.done(this.count);
  }

  private step(): void {
    if (!this.isCounting) return;
    this.count += 1;
    if (this.count === this.dieAt) process.kill(process.pid, 'SIGKILL');
  }
}
