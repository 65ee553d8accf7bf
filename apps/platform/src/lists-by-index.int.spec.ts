/** A page of a list is read along an index, whatever the list holds: nothing is sorted for it. */
import pg from 'pg';
import type { Person } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';

type Asked = Readonly<{ text: string; values: unknown[] }>;

let platform: TestPlatform;
let unit: string;
let auditor: Person;
const asked: Asked[] = [];
/** Nobody else in the process asks for pages of this size. */
const limit = 37;

beforeAll(async () => {
  platform = await TestPlatform.start();
  unit = await platform.unit('城东处理班');
  auditor = await platform.hire('auditor', unit, 'auditor');
  // One row more tells whether there is a next page.
  const isPage = new RegExp(`ORDER BY .* LIMIT ${limit + 1}$`);
  const { query } = pg.Client.prototype;
  const heard = function (this: pg.Client, ...args: [string, unknown[]]) {
    const [text, values] = args;
    if (isPage.test(text)) asked.push({ text, values });
    return query.apply(this, args as never);
  };
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(heard as never);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await platform?.stop();
});

/** How PostgreSQL would go about it where sorting is the last thing to do. */
async function planOf({ text, values }: Asked): Promise<string> {
  const db = await platform.database.pool.connect();
  try {
    await db.query('BEGIN; SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off');
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await db.query('ROLLBACK');
    db.release();
  }
}

it.each([
  'complaints?sort=newest',
  'complaints?sort=due&open=true',
  'complaints?list=breaching',
  'faults?sort=newest',
  'faults?sort=due&open=true',
  'inquiries?sort=newest',
  'inquiries?sort=due&open=true',
  'accounts?list=arrears',
  'contacts',
  'outages',
  'callbacks?list=due',
  'callbacks?list=done',
  'ratings',
  'spot-checks',
])('%s', async (path) => {
  asked.length = 0;
  const { status } = await auditor.get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}`);
  expect({ status, asked: asked.length }).toEqual({ status: 200, asked: 1 });
  const plan = await planOf(asked[0]!);
  expect(plan).toContain('Index Scan');
  expect(plan).not.toMatch(/^\s*(->\s*)?Sort/m);
});
