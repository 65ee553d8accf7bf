/**
 * Connections that nobody answers on. Where a firewall forgot one, or the machine behind it is
 * gone, nobody is told: pg waits for the answer for a quarter of an hour or for ever, whoever asked
 * waits as well, and the pool has one connection less. A process of the server that stands still,
 * or whose disk does, works on what it was asked as far as anybody can tell, for ever.
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

/** `long work`: what takes as long as it takes, e.g. until somebody lets go of a lock. */
type Doing = 'nothing' | 'work' | 'long work';

/** How many bytes went either way until it was last looked at, and since when no more did. */
type Silence = { bytes: number; sinceMs: number };

export class SilentConnections {
  private readonly doing: Together<number, Doing>;

  constructor(
    settings: pg.ClientConfig,
    private readonly silentMs = silentMsDefault,
  ) {
    this.doing = new Together((pids) => doingOf(settings, pids));
  }

  /**
   * Cuts a connection that is made, once its server does not work on what it was asked, or has
   * worked for `answerMsMax` without a byte. Waiting for a lock does not count, nor does what is
   * long by nature: an index that is built, a table that is cleaned up.
   */
  watch(client: pg.ClientBase, answerMsMax = Infinity): void {
    const connected = client as unknown as Connected;
    const { stream } = connected.connection;
    const silence: Silence = { bytes: -1, sinceMs: 0 };
    stream.on('timeout', () => void this.look(connected, silence, answerMsMax));
    stream.setTimeout(this.silentMs);
  }

  private async look(client: Connected, silence: Silence, answerMsMax: number): Promise<void> {
    const { processID: pid, connection } = client;
    const { stream } = connection;
    if (client.readyForQuery || pid === null) return;
    const bytes = stream.bytesRead + stream.bytesWritten;
    if (silence.bytes !== bytes) {
      Object.assign(silence, { bytes, sinceMs: performance.now() - this.silentMs });
    }
    const doing = await this.doing.ask(pid);
    if (stream.bytesRead + stream.bytesWritten !== bytes || stream.destroyed) return;
    const silentMs = Math.round(performance.now() - silence.sinceMs);
    const isOver = doing === 'nothing' || (doing === 'work' && silentMs >= answerMsMax);
    // pg cannot be told to give up a query; without its socket it does.
    if (isOver) stream.destroy(new Error(`PostgreSQL did not answer within ${silentMs} ms`));
    else stream.setTimeout(this.silentMs);
  }
}

// The answer was given, or is stuck on its way: nothing more will come.
const isDone = `a.state LIKE 'idle%' OR a.wait_event = 'ClientWrite'`;

const isLong = `a.wait_event_type = 'Lock'
  OR a.pid IN (SELECT pid FROM pg_stat_progress_create_index)
  OR a.pid IN (SELECT pid FROM pg_stat_progress_vacuum)`;

/** What these server processes do about what they were asked. */
async function doingOf(settings: pg.ClientConfig, pids: readonly number[]): Promise<Doing[]> {
  const patience = { connectionTimeoutMillis: answerMsMax, query_timeout: answerMsMax };
  const client = new pg.Client({ ...settings, ...patience });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ self: number; doing: Doing }>(
      `SELECT pg_backend_pid() AS self,
         CASE WHEN a.pid IS NULL OR ${isDone} THEN 'nothing'
           WHEN ${isLong} THEN 'long work' ELSE 'work' END AS doing
       FROM unnest($1::int[]) WITH ORDINALITY AS asked(pid, number)
       LEFT JOIN pg_stat_activity a ON a.pid = asked.pid ORDER BY number`,
      [pids],
    );
    // A pooler in between gives its own numbers to connections: nobody can tell.
    const isDirect = rows[0]!.self === (client as unknown as Connected).processID;
    return rows.map(({ doing }) => (isDirect ? doing : 'work'));
  } catch (error) {
    // Who refuses, e.g. for want of connections, is there.
    return pids.map(() => (error instanceof pg.DatabaseError ? 'work' : 'nothing'));
  } finally {
    void client.end().catch(() => undefined);
  }
}
