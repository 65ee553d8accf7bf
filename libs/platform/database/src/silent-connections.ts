/**
 * Connections that nobody answers on. Where a firewall forgot one, or the machine behind it is
 * gone, nobody is told: pg waits for the answer for a quarter of an hour or for ever, whoever asked
 * waits as well, and the pool has one connection less.
 */
import pg from 'pg';
import type { Socket } from 'node:net';
import { Together } from './together';

/** After so long without a byte it is found out whether there is an answer to wait for. */
const silentMsDefault = 10_000;
/** A server that does not say so within this time is not there. */
const answerMsMax = 10_000;

/** What pg does not tell of its clients. */
type Connected = Readonly<{
  processID: number | null;
  readyForQuery: boolean;
  connection: Readonly<{ stream: Socket }>;
}>;

export class SilentConnections {
  private readonly working: Together<number, boolean>;

  constructor(
    settings: pg.ClientConfig,
    private readonly silentMs = silentMsDefault,
  ) {
    this.working = new Together((pids) => areWorking(settings, pids));
  }

  /**
   * Cuts a connection that is made, once its server does not work on what it was asked. A statement
   * that takes long is left alone, and so is one that waits for a lock.
   */
  watch(client: pg.ClientBase): void {
    const connected = client as unknown as Connected;
    const { stream } = connected.connection;
    stream.on('timeout', () => void this.look(connected));
    stream.setTimeout(this.silentMs);
  }

  private async look(client: Connected): Promise<void> {
    const { processID: pid, connection } = client;
    const { stream } = connection;
    if (client.readyForQuery || pid === null) return;
    const heard = stream.bytesRead;
    const isWorking = await this.working.ask(pid);
    if (stream.bytesRead !== heard || stream.destroyed) return;
    if (isWorking) stream.setTimeout(this.silentMs);
    // pg cannot be told to give up a query; without its socket it does.
    else stream.destroy(new Error(`PostgreSQL did not answer within ${this.silentMs} ms`));
  }
}

// The answer was given, or is stuck on its way: nothing more will come.
const isDone = `a.state LIKE 'idle%' OR a.wait_event = 'ClientWrite'`;

/** Whether these server processes still work on what they were asked. */
async function areWorking(settings: pg.ClientConfig, pids: readonly number[]): Promise<boolean[]> {
  const patience = { connectionTimeoutMillis: answerMsMax, query_timeout: answerMsMax };
  const client = new pg.Client({ ...settings, ...patience });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ self: number; works: boolean }>(
      `SELECT pg_backend_pid() AS self, a.pid IS NOT NULL AND (${isDone}) IS NOT TRUE AS works
       FROM unnest($1::int[]) WITH ORDINALITY AS asked(pid, number)
       LEFT JOIN pg_stat_activity a ON a.pid = asked.pid ORDER BY number`,
      [pids],
    );
    // A pooler in between gives its own numbers to connections: nobody can tell.
    const isDirect = rows[0]!.self === (client as unknown as Connected).processID;
    return rows.map(({ works }) => works || !isDirect);
  } catch (error) {
    // Who refuses, e.g. for want of connections, is there.
    return pids.map(() => error instanceof pg.DatabaseError);
  } finally {
    void client.end().catch(() => undefined);
  }
}
