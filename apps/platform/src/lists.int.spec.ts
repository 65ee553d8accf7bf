/** Lists page by page and by filters, over rows that share their times and hold nulls. */
import type { Complaint, Contact, PerformanceEntry } from '@taizhang/contracts/views';
import { until, type Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

type Page<Row> = { items: Row[]; nextCursor: string | null };

let platform: TestPlatform;
let unit: string;
let lin: Person;
let other: Person;
let customerId: string;
/** Wait for this, and every list shows everything. */
let waitFor: string;

const moments = [
  '2026-03-02T01:00:00.000Z',
  '2026-03-02T01:00:00.007Z',
  '2026-03-04T06:30:00.500Z',
];

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-01T01:00:00.000Z' });
  unit = await platform.unit('城东处理班');
  [lin, other] = await Promise.all([
    platform.hire('lin', unit, 'supervisor'),
    platform.hire('other', unit, 'agent'),
  ]);
  const customer = { name: '王秀英', kind: 'resident' };
  customerId = (await lin.does('customers', customer)).id;
  for (const moment of moments) await severalAt(moment);
  waitFor = (await lin.does('contacts', { channel: 'web' })).position;
  await until(() => allOf<Complaint>('complaints?sort=newest'), isQuiet);
});

/** What was routed has arrived, and every deadline that ran out is recorded: nothing moves. */
const isQuiet = (rows: readonly Complaint[]) =>
  rows.length === moments.length * 7 &&
  rows.every(({ nextDueAt }) => nextDueAt === null || nextDueAt >= moments.at(-1)!);

afterAll(() => platform?.stop());

/** Everything of one moment, so that only the id tells rows apart. */
async function severalAt(moment: string): Promise<void> {
  platform.clock.stand(moment);
  [lin, other] = await Promise.all([platform.signIn('lin'), platform.signIn('other')]);
  const lodged = [1, 2, 3, 4, 5, 6].map(() => Case.lodge(lin, { customerId }));
  const [first, second] = await Promise.all(lodged);
  await first!.dispatch(lin, unit);
  await first!.handle(lin, 'closure');
  await second!.dispatch(lin, unit);
  await second!.handle(lin, 'reply');
  await Promise.all([contact(lin), contact(lin, 'answer'), contact(other, 'routing')]);
  await Promise.all([contact(other, 'abandonment'), contact(other)]);
}

const settlements = {
  answer: { answer: '已解释' },
  routing: { category: 'business.tariff', statement: '电费有误' },
  abandonment: {},
};

async function contact(by: Person, settle?: keyof typeof settlements): Promise<void> {
  const classification = { type: 'complaint', topic: 'bill', summary: '电费有误' };
  const opened = await by.does('contacts', { channel: 'hotline', customerId, classification });
  if (!settle) return;
  const path = `contacts/${opened.id}/${settle}`;
  await by.does(path, settlements[settle], { ifMatch: opened.revision });
}

/** Every page of a list, by its cursors. */
async function pagesOf<Row>(
  path: string,
  limit: number,
  between = async () => {},
): Promise<Row[][]> {
  const pages: Row[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = `${path.includes('?') ? '&' : '?'}limit=${limit}`;
    const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await lin.get<Page<Row>>(`${path}${query}${more}`, { waitFor });
    if (status !== 200) throw new Error(JSON.stringify(body));
    pages.push(body.items);
    cursor = body.nextCursor;
    await between();
  }
  return pages;
}

const allOf = async <Row>(path: string) => (await pagesOf<Row>(path, 200)).flat();

/** By the time, empty ones last, and by id where it is the same. */
const inOrder =
  <Row extends { id: string }>(field: keyof Row, direction: 1 | -1) =>
  (a: Row, b: Row) => {
    const [left, right] = [a[field] as string | null, b[field] as string | null];
    if (left === right) return a.id < b.id ? -1 : 1;
    if (left === null || right === null) return left === null ? 1 : -1;
    return (left < right ? -1 : 1) * direction;
  };

describe('A list', () => {
  async function givesEachOnceInOrder<Row extends { id: string }>(
    path: string,
    field: keyof Row & string,
    direction: 1 | -1,
  ): Promise<Row[]> {
    const rows = await allOf<Row>(path);
    const pages = await pagesOf<Row>(path, 4);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.slice(0, -1).every(({ length }) => length === 4)).toBe(true);
    const ids = pages.flat().map(({ id }) => id);
    expect(ids).toEqual(rows.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...rows].sort(inOrder<Row>(field, direction)).map(({ id }) => id));
    // Without ties the order by id would show nothing.
    expect(new Set(rows.map((row) => row[field])).size).toBeLessThan(rows.length / 2);
    return rows;
  }

  it('gives every complaint once, what is due first, what is not due last', async () => {
    const rows = await givesEachOnceInOrder<Complaint>('complaints?sort=due', 'nextDueAt', 1);
    expect(rows.filter(({ nextDueAt }) => nextDueAt === null).length).toBeGreaterThan(4);
  });

  it('gives every complaint once, the newest first', async () => {
    await givesEachOnceInOrder<Complaint>('complaints?sort=newest', 'lodgedAt', -1);
  });

  it('gives every contact once, the newest first', async () => {
    await givesEachOnceInOrder<Contact>('contacts', 'openedAt', -1);
  });

  it('gives every event behind the figures once, the newest first', async () => {
    const path = 'performance/entries?from=2026-03-01&to=2026-03-31';
    await givesEachOnceInOrder<PerformanceEntry>(path, 'at', -1);
  });

  it('keeps its place while rows arrive before it', async () => {
    const before = (await allOf<Complaint>('complaints?sort=newest')).map(({ id }) => id);
    platform.clock.stand('2026-03-04T06:30:01.000Z');
    const arrive = async () => void (waitFor = (await Case.lodge(lin)).position);
    const pages = await pagesOf<Complaint>('complaints?sort=newest', 5, arrive);
    expect(pages.flat().map(({ id }) => id)).toEqual(before);
  });

  it.each(['0', '-1', '201', '1.5', 'x', ''])('refuses a limit of "%s"', async (limit) => {
    expect((await lin.get(`complaints?limit=${limit}`)).status).toBe(400);
  });

  const cursors: [string, unknown][] = [
    ['nothing', null],
    ['one thing', ['2026-03-02T01:00:00.000Z']],
    ['a year', ['2026', 'complaint-1']],
    ['a number in quotes', ['1', 'complaint-1']],
    ['the year 0', ['0000-01-01T00:00:00.000Z', 'complaint-1']],
    ['the end of time', ['+275760-09-13T00:00:00.000Z', 'complaint-1']],
    ['infinity', ['infinity', 'complaint-1']],
    ['NUL', ['2026-03-02T01:00:00.000Z', 'a\0b']],
    ['half a character', [null, '\ud800']],
    ['no text', [null, 7]],
  ];
  it.each(cursors)('refuses a cursor of %s', async (_, key) => {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    for (const path of ['complaints', 'contacts']) {
      const { status, body } = await lin.get(`${path}?cursor=${cursor}`);
      expect([status, body['code']]).toEqual([400, 'request-invalid']);
      expect(body['errors']).toEqual([
        { in: 'query', path: 'cursor', message: expect.stringMatching(/^is no cursor/) as string },
      ]);
    }
  });
});

describe('A filter', () => {
  const staffIdOf = async (who: Person) =>
    (await who.get<{ staffId: string }>('auth/me')).body.staffId;

  /** What the filter gives is what the whole list holds of it, and there is some. */
  async function holds<Row extends { id: string }>(
    path: string,
    filter: string,
    fits: (row: Row) => boolean,
  ): Promise<void> {
    const all = await allOf<Row>(path);
    const expected = all.filter(fits).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(all.length);
    const found = await allOf<Row>(`${path}?${filter}`);
    expect([filter, found.map(({ id }) => id)]).toEqual([filter, expected]);
  }

  it('gives the contacts asked for, also by several at once', async () => {
    const [me, they] = [await staffIdOf(lin), await staffIdOf(other)];
    for (const status of ['open', 'answered', 'routed', 'abandoned']) {
      await holds<Contact>('contacts', `status=${status}`, (row) => row.status === status);
    }
    for (const ownerId of [me, they]) {
      await holds<Contact>('contacts', `ownerId=${ownerId}`, (row) => row.ownerId === ownerId);
    }
    await holds<Contact>(
      'contacts',
      `customerId=${customerId}`,
      (row) => row.customerId === customerId,
    );
    await holds<Contact>(
      'contacts',
      `ownerId=${they}&status=open&customerId=${customerId}`,
      (row) => row.ownerId === they && row.status === 'open',
    );
  });

  it('gives the complaints asked for', async () => {
    const me = await staffIdOf(lin);
    for (const status of ['lodged', 'replied', 'closed']) {
      await holds<Complaint>('complaints', `status=${status}`, (row) => row.status === status);
    }
    await holds<Complaint>('complaints', 'open=true', ({ status }) => status !== 'closed');
    await holds<Complaint>('complaints', 'open=false', ({ status }) => status === 'closed');
    await holds<Complaint>('complaints', `handlerId=${me}`, (row) => row.handlerId === me);
    await holds<Complaint>('complaints', `list=mine`, (row) => {
      return row.handlerId === me && row.status !== 'closed';
    });
    await holds<Complaint>(
      'complaints',
      `customerId=${customerId}`,
      (row) => row.customerId === customerId,
    );
  });

  it('that nothing fits gives an empty list, and one that is none is refused', async () => {
    expect(await allOf('contacts?customerId=customer-0')).toEqual([]);
    expect(await allOf('complaints?unitId=unit-0')).toEqual([]);
    for (const query of ['status=neither', 'nothing=1', 'open=maybe']) {
      expect((await lin.get(`complaints?${query}`)).status).toBe(400);
    }
  });
});
