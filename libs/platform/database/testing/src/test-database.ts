/** A database of its own for one spec file, in the PostgreSQL that the test run started. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type TestDatabase = Readonly<{ url: string; pool: pg.Pool; drop(): Promise<void> }>;

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests through Jest');
  const name = `test_${randomBytes(6).toString('hex')}`;
  // The template's files as they are; the default writes each of their pages to the log first.
  await onServer(server, `CREATE DATABASE ${name} STRATEGY FILE_COPY`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 12 });
  // Connections cut by the drop (or by a test) are no failure of the test.
  pool.on('error', () => undefined);
  return {
    url: url.href,
    pool,
    drop: async () => {
      await pool.end();
      await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
