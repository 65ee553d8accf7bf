import type { Look } from '@taizhang/contracts/views';
import { openPool } from '@taizhang/platform/database';
import { rmSync } from 'node:fs';
import type { Person } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';

type Looks = { items: Look[]; nextCursor: string | null };

describe('Who looked at what', () => {
  let platform: TestPlatform;
  let agent: Person;
  let crew: Person;
  let auditor: Person;
  let customerId: string;
  let waitFor: string;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const hall = await platform.unit('城东营业厅', 'hall');
    agent = await platform.hire('agent', hall, 'agent');
    crew = await platform.hire('crew', hall, 'crew');
    auditor = await platform.hire('auditor', hall, 'auditor');
    const customer = {
      name: '李小明',
      kind: 'resident',
      phones: ['13900004444'],
      address: '胜利路1号',
    };
    const registered = await agent.does('customers', customer);
    customerId = registered.id;
    waitFor = registered.position;
  });
  afterAll(async () => {
    await platform.database.drop();
    rmSync(platform.dataDir, { recursive: true, force: true });
  });

  const asked = async (query: string) =>
    (await auditor.get<Looks>(`access?${query}`)).body.items.map(
      ({ operation, outcome, subjects }) => ({ operation, outcome, subjects }),
    );

  it('is told for an archive: by itself, in a list, as of an instant, and refused', async () => {
    await agent.get(`customers/${customerId}`, { waitFor });
    await agent.post('customers/search', { query: '李小明' }, { waitFor });
    await auditor.get(`history/${customerId}/as-of`);
    await crew.get(`customers/${customerId}`);
    const subjects = [customerId];
    expect(await asked(`subject=${customerId}`)).toEqual([
      { operation: 'CustomerViews.archive', outcome: 'not-permitted', subjects },
      { operation: 'HistoryViews.asOf', outcome: 'seen', subjects },
      { operation: 'CustomerViews.search', outcome: 'seen', subjects },
      { operation: 'CustomerViews.archive', outcome: 'seen', subjects },
    ]);
  });

  it('is told for a member of staff, between two moments and page by page', async () => {
    const me = (await agent.get<{ staffId: string }>('auth/me')).body.staffId;
    const all = (await auditor.get<Looks>(`access?staffId=${me}`)).body.items;
    expect(all.map(({ operation }) => operation)).toEqual([
      'CustomerViews.search',
      'CustomerViews.archive',
    ]);
    const first = (await auditor.get<Looks>(`access?staffId=${me}&limit=1`)).body;
    const second = await auditor.get<Looks>(
      `access?staffId=${me}&limit=1&cursor=${first.nextCursor}`,
    );
    expect([...first.items, ...second.body.items]).toEqual(all);
    const until = await auditor.get<Looks>(`access?staffId=${me}&to=${all[1]!.at}`);
    expect(until.body.items).toEqual(all.slice(1));
    const inBeijing = new Date(Date.parse(all[1]!.at) + 8 * 3_600_000).toISOString();
    const asPeopleWrite = encodeURIComponent(inBeijing.replace('Z', '+08:00'));
    const since = `access?staffId=${me}&from=2026-01-01T00:00:00Z&to=${asPeopleWrite}`;
    expect((await auditor.get<Looks>(since)).body.items).toEqual(all.slice(1));
    expect((await auditor.get('access?from=0000-01-01T00:00:00.000Z')).status).toBe(400);
  });

  it('keeps no address that holds what nobody should type into one', async () => {
    await agent.get('customers/customer-13900004444');
    await crew.get('customers/customer-13900004444');
    await crew.get('customers/李小明');
    await auditor.get('access'); // Writes what is waiting.
    const rows = JSON.stringify(await kept());
    expect(rows).not.toContain('13900004444');
    expect(rows).not.toContain('李小明');
  });

  it('is shown to nobody else, and survives a stop', async () => {
    expect((await agent.get('access')).status).toBe(403);
    await auditor.get('access');
    const before = await kept();
    await agent.get('complaints');
    await platform.running.stop();
    const after = await kept();
    // The agent’s look; the auditor’s at the looks may have been written down by then.
    const last = after.filter(({ id }) => !before.some((one) => one.id === id));
    expect(last.map(({ operation }) => operation)).toContain('ComplaintViews.list');
    expect(after.at(-1)!.operation).toBe('ComplaintViews.list');
    expect(after.at(-2)!.operation).toBe('AccessViews.looks');
  });

  /** What the table holds once everything is written. */
  async function kept() {
    const pool = openPool(platform.database.url, { max: 1 });
    const text = 'SELECT * FROM access.looks ORDER BY at';
    const { rows } = await pool.query<{ id: string; operation: string }>(text);
    await pool.end();
    return rows;
  }
});
