/** On what a run was measured: figures mean nothing without it. */
import type pg from 'pg';
import { cpus, totalmem } from 'node:os';

export type Surroundings = Readonly<{
  node: string;
  cores: number;
  processor: string;
  memoryGiB: number;
  postgres: string;
  settings: Readonly<Record<string, string>>;
  events: number;
  dataMiB: number;
}>;

const told = ['fsync', 'synchronous_commit', 'wal_level', 'shared_buffers', 'max_wal_size'];

export async function surroundingsOf(pool: pg.Pool, events: number): Promise<Surroundings> {
  const { rows: settings } = await pool.query<{ name: string; setting: string }>(
    `SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY ($1)`,
    [told],
  );
  const { rows } = await pool.query<{ version: string; bytes: string }>(
    `SELECT current_setting('server_version') AS version,
       pg_database_size(current_database()) AS bytes`,
  );
  return {
    node: process.version,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    postgres: rows[0]!.version,
    settings: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
    events,
    dataMiB: Math.round(Number(rows[0]!.bytes) / 2 ** 20),
  };
}
