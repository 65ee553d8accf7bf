/** A PostgreSQL of one's own that cannot be used: whoever starts is told what to mend. */
import { spawnSync } from 'node:child_process';
import pg from 'pg';

const server = () => process.env['TEST_DATABASE_URL']!;
const role = `limited_${process.pid}`;

async function asked(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server() });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

beforeAll(() => asked(`CREATE ROLE ${role} LOGIN PASSWORD 'limited' CONNECTION LIMIT 0`));
afterAll(() => asked(`DROP ROLE IF EXISTS ${role}`));

const open = `
  const { openDatabase } = await import('./database.mjs');
  await openDatabase({ dataDir: 'none', say: () => {} }).then(
    () => console.log('opened'),
    ({ message }) => console.log(message),
  );`;

/** What a start says. */
function told(part: 'username' | 'pathname' | null, value = ''): string {
  const url = new URL(server());
  if (part) url[part] = value;
  if (part === 'username') url.password = 'limited';
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', open], {
    cwd: __dirname,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url.href },
  });
  return stdout.trim();
}

describe('A start on a PostgreSQL of its own', () => {
  it('opens one that can be used', () => expect(told(null)).toBe('opened'));

  it('blames the connections, not the address, where all are in use', () => {
    const sentence = told('username', role);
    expect(sentence).toMatch(/too many connections for role .*max_connections.*start again\.$/s);
    expect(sentence).not.toContain('Correct DATABASE_URL');
  });

  it('blames the address where no such database is', () => {
    expect(told('pathname', '/nosuch')).toMatch(/"nosuch" does not exist\. Correct DATABASE_URL/);
  });
});
