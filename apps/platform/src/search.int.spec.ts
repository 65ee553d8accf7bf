/** One search box for any key: names, telephones, accounts, meters, addresses, whole or in part. */
import type { Customer } from '@taizhang/contracts/views';
import type { Person } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';

type Found = { items: (Customer & { matched: string })[]; nextCursor: string | null };

let platform: TestPlatform;
let lin: Person;
/** Wait for this, and everybody is found. */
let waitFor: string;

beforeAll(async () => {
  platform = await TestPlatform.start();
  lin = await platform.hire('lin', await platform.unit('城东营业厅', 'hall'), 'agent');
  platform.clock.stand(platform.clock.now());
  await register();
});

afterAll(() => platform?.stop());

const people = [
  { name: '欧阳志远', phones: ['13912345678', '0717-6251234'], address: '青川县民主路100%_号' },
  { name: '欧阳志强', phones: ['13912345679'], address: '青川县民主路\\西侧' },
  { name: 'Zoë McKenzie', phones: ['+8613700000001'], address: 'Riverside 5' },
  { name: '100_瓦公司', phones: [], address: '' },
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({
    ...{ name: `陈同名${n}`, phones: [`1380000${n}000`], address: '同一条街' },
  })),
];

/** All in one moment: only the id gives them an order. */
async function register(): Promise<void> {
  const registered = people.map((person) => lin.does('customers', { ...person, kind: 'resident' }));
  const { id, revision } = (await Promise.all(registered))[2]!;
  const point = { accountNumber: '0412-ABC-77', meterNumber: 'MX-2024-001', area: 'urban' };
  const path = `customers/${id}/supply-points`;
  const connected = await lin.does(path, { ...point, address: '滨河路7号' }, { ifMatch: revision });
  waitFor = connected.position;
}

describe('Searching customers', () => {
  const search = async (query: string, more: object = {}) =>
    (await lin.post<Found>('customers/search', { query, ...more }, { waitFor })).body;

  it.each([
    ['欧阳志远', 'name', ['欧阳志远']],
    ['欧阳', 'name', ['欧阳志强', '欧阳志远']],
    [' 志 ', 'name', ['欧阳志强', '欧阳志远']],
    ['zoë mck', 'name', ['Zoë McKenzie']],
    ['ZOË', 'name', ['Zoë McKenzie']],
    ['1391234567', 'phone', ['欧阳志强', '欧阳志远']],
    ['345678', 'phone', ['欧阳志远']],
    ['6251234', 'phone', ['欧阳志远']],
    ['+8613700', 'phone', ['Zoë McKenzie']],
    ['0412-abc', 'account', ['Zoë McKenzie']],
    ['mx-2024', 'meter', ['Zoë McKenzie']],
    ['滨河路', 'address', ['Zoë McKenzie']],
    ['%', 'address', ['欧阳志远']],
    ['0%_', 'address', ['欧阳志远']],
    ['\\', 'address', ['欧阳志强']],
    ['100_', 'name', ['100_瓦公司']],
    ["' OR 1=1 --", '', []],
    ['不存在的人', '', []],
  ])('for "%s" finds by %s exactly %j', async (query, matched, names) => {
    const { items, nextCursor } = await search(query);
    expect(items.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(items.every((item) => item.matched === matched)).toBe(true);
    expect(nextCursor).toBeNull();
  });

  it('goes on page by page, everybody once', async () => {
    const found: string[] = [];
    let page = await search('陈同名', { limit: 4 });
    for (; page.nextCursor; page = await search('陈同名', { limit: 4, cursor: page.nextCursor })) {
      found.push(...page.items.map(({ name }) => name));
    }
    found.push(...page.items.map(({ name }) => name));
    expect(found.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `陈同名${n}`));
  });

  it('forgets what a correction has replaced and keeps the supply points', async () => {
    const { id, revision } = (await search('Zoë')).items[0]!;
    const details = { name: 'Zoë Wang', phones: ['13700000009'], address: '' };
    const corrected = await lin.does(`customers/${id}/details`, details, { ifMatch: revision });
    waitFor = corrected.position;
    for (const gone of ['mckenzie', '13700000001', 'riverside']) {
      expect((await search(gone)).items).toEqual([]);
    }
    for (const kept of ['zoë wang', '13700000009', '0412-ABC', 'MX-2024', '滨河路']) {
      expect((await search(kept)).items.map((customer) => customer.id)).toEqual([id]);
    }
  });
});
