/** A log of synthetic events, and everything that a rebuild of it needs. */
import {
  createPostgresEventLog,
  migrateEventLog,
  type PostgresEventLog,
} from '@taizhang/event-log/postgres';
import { systemClock, type EventLog } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { migrateProjections } from '@taizhang/projections';
import { guardLog, migrateVault, Vault } from '@taizhang/vault';
import pg from 'pg';
import { loadEvents } from './load';

export const masterKey = Buffer.alloc(32, 7);

export type BenchLedger = Readonly<{
  pool: pg.Pool;
  stored: PostgresEventLog;
  log: EventLog;
  close(): Promise<void>;
}>;

/** Fills the log on first use; whoever comes later finds it. */
export async function openBenchLedger(
  databaseUrl: string,
  events: number,
  say: (line: string) => void,
): Promise<BenchLedger> {
  const pool = openPool(databaseUrl, { max: 16 });
  await migrateEventLog(pool);
  await migrateVault(pool);
  await migrateProjections(pool);
  const vault = await Vault.open(pool, masterKey);
  const stored = createPostgresEventLog({ pool, clock: systemClock });
  if ((await stored.head()) === 0n) {
    const started = performance.now();
    await loadEvents(pool, vault, events);
    const seconds = (performance.now() - started) / 1000;
    say(`generated and loaded ${events} events in ${seconds.toFixed(1)} s`);
  }
  const close = async () => {
    await stored.close();
    await pool.end();
  };
  return { pool, stored, log: guardLog(stored, vault, eventCatalogue), close };
}

/** Another database of the same server; made when it is missing. */
export async function databaseBeside(databaseUrl: string, name: string): Promise<string> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  const { rowCount } = await db.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 0) await db.query(`CREATE DATABASE ${name}`);
  await db.end();
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}
