// What a ledger holds, in words that do not depend on when or where it was written.
import pg from 'pg';

/** @param {string} url of the database @returns {Promise<Record<string, string[]>>} by table */
export async function contentOf(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const content = { events: await eventsOf(client) };
    for (const table of await tablesOf(client)) content[table] = await rowsOf(client, table);
    return content;
  } finally {
    await client.end();
  }
}

/** By stream and revision: positions depend on who came first. */
async function eventsOf(client) {
  const { rows } = await client.query(
    `SELECT stream, revision, id, type, version, actor, data::text AS data FROM ledger.events
     ORDER BY stream, revision`,
  );
  return rows.map(({ data, ...event }) =>
    timeless({ ...event, ...idOf(event), data: withoutCipher(data) }),
  );
}

/** What the clock told has its name of the moment it was due. */
const idOf = ({ id, actor }) => ({ id: actor === 'system-deadlines' ? '…' : id });

/** Encrypted anew each time; what it says is compared in the read models. */
function withoutCipher(text) {
  const { $personal, ...data } = JSON.parse(text);
  return { ...data, personal: Boolean($personal) };
}

/** Without a read model's own books: those add up positions and ids of events. */
async function tablesOf(client) {
  const { rows } = await client.query(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema IN (
       SELECT read_model FROM projections.checkpoints WHERE read_model !~ '_(old|next)$')
     AND table_name <> 'applied_ranges'
     ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}

async function rowsOf(client, table) {
  const { rows } = await client.query(`SELECT * FROM ${table}`);
  return rows.map((row) => timeless(row)).sort();
}

const instant = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

/** Moments, durations and places in the log are the run's own. */
function timeless(row) {
  return JSON.stringify(row, (field, value) => {
    if (/(seconds|minutes|position)$/i.test(field)) return value === null ? null : '…';
    return typeof value === 'string' ? value.replace(instant, '⌚') : value;
  });
}

/** @returns a sentence for each table that differs, with a first example */
export function differencesOf(one, other) {
  const tables = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...tables].flatMap((table) => {
    const [left, right] = [one[table] ?? [], other[table] ?? []];
    const missing = left.filter((row) => !right.includes(row));
    const extra = right.filter((row) => !left.includes(row));
    if (missing.length === 0 && extra.length === 0 && left.length === right.length) return [];
    return [
      `${table}: ${left.length} and ${right.length} rows; ${missing[0] ?? '–'} / ${extra[0] ?? '–'}`,
    ];
  });
}
