import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import fc from 'fast-check';
import { isInstant } from './instant-shape';

describe('What PostgreSQL would take for an instant or a day', () => {
  let database: TestDatabase;
  beforeAll(async () => void (database = await createTestDatabase()));
  afterAll(() => database?.drop());

  const years = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
  const instants = fc.date(years).map((date) => date.toISOString());
  const close = fc
    .tuple(instants, fc.nat(23), fc.constantFrom(...'012359-:.TZ x'))
    .map(([text, at, character]) => text.slice(0, at) + character + text.slice(at + 1));
  const texts = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789-:.TZ') }),
    close,
    close.map((text) => text.slice(0, 10)),
  );

  /** Of these texts those that PostgreSQL refuses. */
  async function refused(candidates: readonly string[]): Promise<string[]> {
    const { rows } = await database.pool.query<{ text: string }>(
      `SELECT text FROM unnest($1::text[]) AS text
       WHERE NOT pg_input_is_valid(text, 'timestamptz')`,
      [candidates],
    );
    return rows.map(({ text }) => text);
  }

  it('is nothing that it refuses, which would fail a whole page', async () => {
    const accepted = fc.sample(texts, 5_000).filter(isInstant);
    expect(accepted.length).toBeGreaterThan(500);
    expect(await refused(accepted)).toEqual([]);
  });

  it('is every instant and every day as we write them', () => {
    fc.assert(
      fc.property(instants, (text) => isInstant(text) && isInstant(text.slice(0, 10))),
      { numRuns: 1_000 },
    );
  });

  it.each(['2026-02-31', '2026-04-31T00:00:00.000Z', '0000-01-01', '0000-01-01T00:00:00.000Z'])(
    'is not %s, which Date takes',
    async (text) => {
      expect(Date.parse(text)).not.toBeNaN();
      expect(await refused([text])).toEqual([text]);
      expect(isInstant(text)).toBe(false);
    },
  );

  it('is no other thing', () => {
    expect([undefined, null, 5, new Date()].some(isInstant)).toBe(false);
  });
});
