// The PostgreSQL server we work with: the one DATABASE_URL names, or the one npm installed.
import { Problem } from './problem.mjs';
import { startPostgres } from './postgres.mjs';
import { sleep } from './process.mjs';

/** @typedef {{ url: string, stop: () => Promise<void> }} Database */

/**
 * @param {{ dataDir: string, say: (line: string) => void, settings?: Record<string, string> }}
 *   options  settings: of a bundled server, in place of ours
 * @returns {Promise<Database>}
 */
export async function openDatabase({ dataDir, say, settings }) {
  const url = process.env.DATABASE_URL;
  if (!url) return startPostgres({ dataDir, say, settings });
  await reach(url, say);
  return { url, stop: async () => {} };
}

/** Waits a little for a server that is started at the same time as we are. */
async function reach(url, say) {
  for (let attempt = 1; ; attempt++) {
    const failure = await tryToConnect(url);
    if (failure === undefined) return;
    const { why, code } = failure;
    if (attempt === 10 || !/ECONNREFUSED|starting up/.test(why)) {
      throw new Problem(
        `The database that DATABASE_URL names (${withoutPassword(url)}) cannot be used: ${why}. ` +
          adviceOn(code),
      );
    }
    if (attempt === 1) say(`waiting for the database at ${withoutPassword(url)} ...`);
    await sleep(1000);
  }
}

/** @param {string | undefined} code of PostgreSQL or the system */
function adviceOn(code = '') {
  if (code === '53300') {
    return (
      'All connections that the server, the database or the role may have are in use: end those ' +
      'that nobody needs (pg_stat_activity), or raise max_connections, and start again.'
    );
  }
  // Resources, operators, the system: PostgreSQL has answered, so it was found.
  if (/^(53|57|58)/.test(code)) {
    return 'DATABASE_URL is right: see what the log of that server says, and start again.';
  }
  return 'Correct DATABASE_URL, or unset it to use the bundled PostgreSQL.';
}

/** @returns {Promise<{ why: string, code?: string } | undefined>} what went wrong, if anything */
async function tryToConnect(connectionString) {
  const { default: pg } = await import('pg');
  try {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
    client.on('error', () => {}); // told by the failing call as well
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    // A host with several addresses fails once for each, without a message of its own.
    const { message, errors, code } = error;
    return { why: message || errors?.map((one) => one.message).join(', ') || code, code };
  }
}

function withoutPassword(text) {
  try {
    const url = new URL(text);
    url.password = '';
    return url.href;
  } catch {
    return 'not a URL';
  }
}
