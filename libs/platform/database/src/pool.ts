/** Connections to PostgreSQL, set up the same for whoever needs one. */
import pg from 'pg';
import { SilentConnections } from './silent-connections';

const timestamptz = 1184;
const date = 1082;

/** `2026-01-05 01:00:00.5+00` as the instant the code uses; sessions run in UTC. */
export function instantFromPostgres(text: string): string {
  const [seconds = '', fraction = ''] = text.slice(0, -3).split('.');
  return `${seconds.replace(' ', 'T')}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

/** Instants and dates stay text, as everywhere in the code; no Date object per row. */
export const postgresTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === timestamptz) return instantFromPostgres;
    if (oid === date) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/**
 * Instants and dates are read as they are, however the database would write them for others. And
 * a session of whose client a firewall has forgotten ends with all it holds within three minutes:
 * systems look after two hours.
 */
export const sessionOptions =
  '-c TimeZone=UTC -c DateStyle=ISO -c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10';

/**
 * Whoever gave up on an answer closes the connection. Unless told to look, PostgreSQL goes on for
 * nobody, e.g. waits for a lock, until it has no connection left for anybody.
 */
const noticing = `SET client_connection_check_interval = '2s'`;

export type PoolOptions = Readonly<{
  max?: number;
  /** A connection silent for so long is cut, unless the server works on what it was asked. */
  silentMs?: number;
  /** Nobody waits longer for a table or a row that somebody holds; without end unless told. */
  heldMsMax?: number;
  /**
   * Nobody waits longer for a statement that the server works on, and that waits for nothing and is
   * not long by nature: whoever works on it stands still. Without end unless told.
   */
  answerMsMax?: number;
}>;

/** Sets up a connection that was made; a pool does so by itself. */
export type SetUp = (client: pg.ClientBase, answerMsMax?: number) => Promise<unknown>;

/** A pool whose connections may die, with the server or silently, without ending the process. */
export function openPool(
  url: string,
  { max = 10, silentMs, heldMsMax, answerMsMax }: PoolOptions = {},
): pg.Pool {
  const patience = heldMsMax === undefined ? '' : ` -c lock_timeout=${heldMsMax}`;
  // The pool waits for what it returns, though its types do not say so.
  const setUp: SetUp = (client, bound = answerMsMax) => {
    silent.watch(client, bound);
    // A server on Windows cannot.
    return client.query(noticing).catch(() => undefined);
  };
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: postgresTypes,
    options: sessionOptions + patience,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    onConnect: setUp as pg.PoolConfig['onConnect'],
  });
  const silent = new SilentConnections(sessionSettings(pool), silentMs);
  // pg tells of idle connections that broke; the next query simply opens another.
  pool.on('error', () => undefined);
  // One that breaks while it is lent out, between two queries, tells of it itself, and would end
  // the process if nobody listened; the next query on it fails and is what counts.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** How to open a session of one's own to the database of a pool. */
export const sessionSettings = (pool: pg.Pool): pg.ClientConfig => {
  const { password } = pool.options;
  // pg hides the password from being listed, so a spread alone would lose it.
  return { ...pool.options, ...(password !== undefined && { password }) };
};
