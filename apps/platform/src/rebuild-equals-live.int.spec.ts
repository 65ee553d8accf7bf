import { schemaOf } from '@taizhang/kernel';
import { rebuild } from '@taizhang/projections';
import { anyEvents, type StreamEvent } from './any-events.fixtures';
import { openLiveLedger, type LiveLedger } from './live-ledger.fixtures';
import { readModels as models } from './services';

/** Every read model there is. */
const tables = models.flatMap((model) =>
  model.tables.map(({ table }) => `${schemaOf(model)}.${table}`),
);

describe('Every read model, after any history that the contracts allow', () => {
  let opened: LiveLedger;
  let { pool, log, live } = {} as LiveLedger;

  beforeEach(async () => {
    opened = await openLiveLedger(models);
    ({ pool, log, live } = opened);
  });
  afterEach(() => opened.close());

  /** All streams at once, each in order; appends that arrive together share pages. */
  const write = async (events: Iterable<StreamEvent>) => {
    await Promise.all(
      [...grouped(events)].map(async ([stream, some]) => {
        for (const { event } of some) await log.append(stream, [event], { expected: 'any' });
      }),
    );
  };
  const contentOf = async (table: string) => {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY id`,
    );
    return rows.map(({ row }) => row);
  };
  const content = async () =>
    Object.fromEntries(
      await Promise.all(tables.map(async (table) => [table, await contentOf(table)] as const)),
    );

  it('is rebuilt exactly as live running has filled it', async () => {
    await write(anyEvents(1, 3_000));
    const shown = await live.waitFor(await log.head(), 60_000);
    expect([...live.states().values()].flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(shown).toBe(true);
    const lived = await content();
    expect(Object.values(lived).filter((rows) => rows.length === 0)).toEqual([]);

    const { comparisons } = await rebuild(log, pool, models, { compare: true });
    for (const [name, { differences, examples }] of comparisons) {
      expect({ name, differences, examples }).toEqual({ name, differences: 0, examples: [] });
    }
    for (const rowsInMemoryMax of [20, 100_000]) {
      await rebuild(log, pool, models, { rowsInMemoryMax });
      expect(await content()).toEqual(lived);
    }
  }, 120_000);

  it('stays so while it is rebuilt again and again under its writers', async () => {
    let written = false;
    const writing = write(anyEvents(2, 2_000)).finally(() => (written = true));
    writing.catch(() => undefined); // told below
    while (!written) await rebuild(log, pool, models, { rowsInMemoryMax: 50 });
    await writing;
    await live.waitFor(await log.head(), 60_000);
    expect([...live.states().values()].flatMap(({ failure }) => failure ?? [])).toEqual([]);
    const lived = await content();
    await rebuild(log, pool, models);
    expect(await content()).toEqual(lived);
  }, 120_000);
});

function grouped(events: Iterable<StreamEvent>): Map<string, StreamEvent[]> {
  const groups = new Map<string, StreamEvent[]>();
  for (const event of events) {
    groups.set(event.stream, [...(groups.get(event.stream) ?? []), event]);
  }
  return groups;
}
