// Jest's globalSetup for tests that need PostgreSQL: one throwaway server for the whole run, in
// which each test makes a database of its own. A TEST_DATABASE_URL that is set is used instead.
import { startThrowawayPostgres } from '../postgres.mjs';

export default async function startPostgresForTests() {
  if (process.env.TEST_DATABASE_URL) return;
  const postgres = await startThrowawayPostgres();
  process.env.TEST_DATABASE_URL = postgres.url;
  globalThis.stopPostgresForTests = postgres.stop;
}
