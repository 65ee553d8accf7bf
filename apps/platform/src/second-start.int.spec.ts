/** A process that starts, or a command line, beside one that serves. */
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { startPlatform, type Running } from './main';

let database: TestDatabase;
let dataDir: string;
const running: Running[] = [];
let holder: PoolClient;

const start = async () => {
  process.env['LOG_LEVEL'] ??= 'fatal';
  const place = { port: 0, databaseUrl: database.url, dataDir, demo: false };
  running.push(await startPlatform({ ...place, onProgress: () => undefined }));
};

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'taizhang-'));
  await start();
});
afterAll(async () => {
  holder?.release(true);
  for (const one of running) await one.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('waits for nobody who reads or writes, and so keeps nobody from either', async () => {
  const { rows } = await database.pool.query<{ tables: string }>(
    `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  holder = await database.pool.connect();
  // As a backup holds them, and a session that was left open after a change.
  await holder.query(`BEGIN; LOCK TABLE ${rows[0]!.tables} IN ROW EXCLUSIVE MODE`);
  await start();
});
