/** Somebody who owns the tables, not only their rows: what a column could never hold, it holds. */
import { StreamIncomplete, systemClock } from '@taizhang/kernel';
import { mkdirSync, rmSync } from 'node:fs';
import { openSeals } from './open-seals';
import { SealedLog } from './seal.fixtures';

let ledger: SealedLog;
beforeEach(async () => {
  ledger = await SealedLog.open();
  for (const count of [100, 300, 200]) {
    await ledger.append(count);
    await ledger.sealer().seal();
  }
});
afterEach(() => ledger.close());

const without = (table: string, column: string) =>
  ledger.database.pool.query(`ALTER TABLE ${table} ALTER COLUMN ${column} DROP NOT NULL`);
const finding = async () => (await ledger.verify()).finding;

describe('An event is named that has no', () => {
  it.each(['stream', 'revision', 'id', 'type', 'version', 'actor', 'context', 'data'])(
    '%s',
    async (column) => {
      // The first of its stream: what is not there must not pass for 0.
      await ledger.database.pool.query(
        'ALTER TABLE ledger.events DROP CONSTRAINT events_stream_revision_key',
      );
      await without('ledger.events', column);
      await ledger.tamper(`UPDATE ledger.events SET ${column} = NULL WHERE position = 1`);
      expect(await finding()).toMatchObject({ what: 'altered', place: 0 });
    },
  );

  it.each(['occurred_at', 'recorded_at'])('%s', async (column) => {
    await without('ledger.events', column);
    await ledger.tamper(`UPDATE ledger.events SET ${column} = NULL WHERE position = 258`);
    expect(await finding()).toMatchObject({ what: 'altered', place: 257 });
  });
});

describe('An event added by hand is named that has', () => {
  const added = (position: string, from: number) =>
    ledger.database.pool.query(
      `ALTER TABLE ledger.events DROP CONSTRAINT events_pkey, ALTER position DROP NOT NULL;
       INSERT INTO ledger.events SELECT ${position}, stream, 9000, gen_random_uuid(), type, version,
         occurred_at, recorded_at, actor, context, data FROM ledger.events WHERE position = ${from}`,
    );

  it('no position, though no feed shows it', async () => {
    await added('NULL', 258);
    await ledger.tamper(`UPDATE seal.heads SET signature = repeat('0', 128) WHERE ordinal = 2`);
    const { finding, more } = await ledger.verify();
    expect(finding).toMatchObject({ what: 'inserted' });
    expect(finding!.sentence).toMatch(
      /^Revision 9000 of complaint-\d .* has no position in the log/,
    );
    expect(new Set(more.map(({ what }) => what))).toEqual(new Set(['missing', 'heads']));
    expect((await ledger.verify({ fromHead: 400 })).finding).toEqual(finding);
  });

  it.each([
    ['the revision of another', '3', 'Revision 3 of complaint-2 is there where 4 is due'],
    ['a revision that is not the next', '9000', 'Revision 86 of complaint-2 is missing'],
  ])('%s, though whatever was sealed fits', async (_, revision, sentence) => {
    await ledger.database.pool.query(
      `ALTER TABLE ledger.events DROP CONSTRAINT events_stream_revision_key;
       INSERT INTO ledger.events SELECT 601, stream, ${revision}, gen_random_uuid(), type, version,
         occurred_at, recorded_at, actor, context, data FROM ledger.events
       WHERE stream = 'complaint-2' AND revision = 0`,
    );
    await expect(ledger.log.readStream('complaint-2')).rejects.toThrow(StreamIncomplete);
    expect((await ledger.verify()).finding?.sentence).toContain(sentence);
  });

  it.each([
    ['neither is sealed yet', 2],
    ['that one is sealed', 0],
  ])(
    'the position of another, though %s; it is not sealed, and the log is once it is gone',
    async (_, more) => {
      await ledger.append(more);
      const position = 600 + more;
      await added('position', position);
      for (const isFirst of [false, true]) {
        // Whichever of the two is read first.
        if (isFirst)
          await ledger.tamper(
            `UPDATE ledger.events SET actor = actor WHERE position = ${position} AND revision < 9000`,
          );
        const { finding } = await ledger.verify();
        expect(finding?.event).toMatchObject({ position: BigInt(position) });
        await expect(ledger.sealer().seal()).rejects.toThrow(
          `Two events stand at position ${position}`,
        );
        expect((await ledger.store.state()).refusal?.code).toBe('position-shared');
      }
      await ledger.append(1);
      await expect(ledger.sealer().seal()).rejects.toThrow('one of them was added in the database');
      await ledger.tamper('DELETE FROM ledger.events WHERE revision = 9000');
      expect((await ledger.sealer().seal()).head!.head.size).toBe(position + 1);
      expect(await finding()).toBeNull();
    },
  );
});

describe('An altered event is named in spite of', () => {
  it.each([
    ['seal.heads', 'text', 'NULL'],
    ['seal.heads', 'signature', 'NULL'],
    ['seal.tiles', 'hashes', 'NULL'],
    ['seal.places', 'positions', 'NULL'],
    ['seal.state', 'size', 'NULL'],
    // Numbers that are not what they were once they are read.
    ['seal.heads', 'ordinal', '9007199254740993'],
    ['seal.heads', 'ordinal', '9223372036854775807'],
    ['seal.heads', 'ordinal', '-9223372036854775808'],
  ])('%s.%s %s', async (table, column, value) => {
    if (value === 'NULL') await without(table, column);
    const last = { 'seal.heads': 'ordinal = 2', 'seal.state': 'true' }[table] ?? 'number = 0';
    await ledger.tamper(
      `UPDATE ledger.events SET actor = 'staff-2' WHERE position = 301`,
      `UPDATE ${table} SET ${column} = ${value} WHERE ${last}`,
    );
    const { finding, more } = await ledger.verify();
    expect(finding).toMatchObject({ what: 'altered', place: 300 });
    expect(more).not.toHaveLength(0);
  });
});

describe('Something not as sealed is named where tables themselves are altered:', () => {
  it.each([
    [
      'a row there twice',
      'seal.state',
      'DROP CONSTRAINT state_pkey; INSERT INTO seal.state SELECT * FROM seal.state',
      'altered',
    ],
    ['hashes as text', 'seal.tiles', 'ALTER hashes TYPE text USING hashes::text', 'range'],
    [
      'positions as text',
      'seal.places',
      'ALTER positions TYPE text USING positions::text',
      'altered',
    ],
    ['revisions as text', 'ledger.events', 'ALTER revision TYPE text', 'altered'],
  ])('%s', async (name, table, alteration, what) => {
    await ledger.tamper(`UPDATE ledger.events SET actor = 'staff-2' WHERE position = 301`);
    await ledger.database.pool.query(`ALTER TABLE ${table} ${alteration}`);
    const { finding, more } = await ledger.verify();
    expect(finding?.what).toBe(what);
    const asked = more.filter(({ sentence }) => sentence.includes('cannot be looked at'));
    expect(asked).toHaveLength(name === 'positions as text' ? 1 : 0);
  });

  it.each([
    ['ledger.events', 'position', 'DROP position CASCADE'],
    ['ledger.events', 'data', 'DROP data'],
    ['ledger.events', 'occurred_at', 'ALTER occurred_at TYPE text'],
    ['ledger.events', 'position', 'ALTER position TYPE text'],
  ])('the log itself, %s.%s', async (table, column, alteration) => {
    await ledger.database.pool.query(`ALTER TABLE ${table} ${alteration}`);
    const { finding, more } = await ledger.verify();
    expect(finding).toMatchObject({
      what: 'unreadable',
      sentence: expect.stringContaining('The log cannot be read, so its table was altered'),
    });
    expect(more.filter(({ what }) => what === 'unreadable')).toHaveLength(0);
    await expect(ledger.sealer().seal()).rejects.toThrow('does not answer as its tables were made');
    expect((await ledger.store.state()).refusal?.code).toBe('tables-altered');
  });

  it('the log itself, of which a number is none any more', async () => {
    await ledger.database.pool.query('ALTER TABLE ledger.events ALTER position TYPE numeric');
    await ledger.tamper('UPDATE ledger.events SET position = 15.5 WHERE position = 15');
    expect(await finding()).toMatchObject({ what: 'unreadable' });
  });

  it.each([
    ['seal.heads', 'ordinal'],
    ['seal.heads', 'size'],
    ['seal.heads', 'signature'],
    ['seal.tiles', 'level'],
    ['seal.tiles', 'hashes'],
    ['seal.places', 'positions'],
    ['seal.state', 'size'],
    ['seal.state', 'refusal'],
  ])('%s without %s, which hides no altered event', async (table, column) => {
    await ledger.tamper(`UPDATE ledger.events SET actor = 'staff-2' WHERE position = 301`);
    await ledger.database.pool.query(`ALTER TABLE ${table} DROP ${column}`);
    const { database, stored, dataDir } = ledger;
    const seals = await openSeals({ pool: database.pool, stored, dataDir, clock: systemClock });
    const { finding, more } = await seals.verify();
    expect(finding?.what).toBe(table === 'seal.tiles' ? 'range' : 'altered');
    const asked = more.filter(({ sentence }) => sentence.includes('cannot be looked at'));
    expect(asked).not.toHaveLength(0);
    await expect(seals.sealer.seal()).rejects.toThrow('does not answer as its tables were made');
  });

  it.each([
    ['a view', 'RENAME TO rows; CREATE VIEW ledger.events AS SELECT * FROM ledger.rows'],
    [
      'a policy',
      `ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON ledger.events
         USING (current_query() LIKE '%FETCH FIRST%')`,
    ],
    [
      'a rule',
      'DISABLE TRIGGER USER; CREATE RULE r AS ON DELETE TO ledger.events DO INSTEAD NOTHING',
    ],
    ['another table', 'ADD x int; CREATE TABLE public.others () INHERITS (ledger.events)'],
  ])('the log itself, before which %s was put', async (_, alteration) => {
    await ledger.database.pool.query(`ALTER TABLE ledger.events ${alteration}`);
    expect(await ledger.verify()).toMatchObject({ finding: { what: 'disguised' }, more: [] });
    await ledger.tamper('UPDATE seal.heads SET size = 77 WHERE ordinal = 1');
    expect((await finding())?.what).toBe('disguised');
  });

  it('and where a folder stands in the place of the file of heads', async () => {
    const { database, stored, dataDir, headsFile } = ledger;
    await ledger.tamper(`UPDATE ledger.events SET actor = 'staff-2' WHERE position = 301`);
    const seals = await openSeals({ pool: database.pool, stored, dataDir, clock: systemClock });
    rmSync(headsFile);
    mkdirSync(headsFile);
    const { finding, more } = await seals.verify();
    expect(finding).toMatchObject({ what: 'altered', place: 300 });
    expect(more[0]!.sentence).toContain('cannot be read');
  });

  it('and where the count of what was taken in is there twice', async () => {
    await ledger.database.pool.query(
      `ALTER TABLE seal.state DROP CONSTRAINT state_pkey;
       INSERT INTO seal.state SELECT * FROM seal.state`,
    );
    expect((await finding())?.sentence).toContain('The count of what is kept beside the log');
  });

  it('of heads that are there a thousand times, one is told', async () => {
    await ledger.database.pool.query(
      `ALTER TABLE seal.heads DROP CONSTRAINT heads_pkey;
       INSERT INTO seal.heads SELECT h.* FROM seal.heads h, generate_series(1, 900)`,
    );
    const { finding, more } = await ledger.verify();
    expect(finding?.sentence).toContain('Head 0 is there where 1 is due');
    expect(more).toHaveLength(1);
  });
});

it('Heads that were made too large for a process are read no further than a head goes', async () => {
  await ledger.tamper(
    `UPDATE seal.heads SET text = text || repeat('x', 1000000),
       signature = signature || repeat('x', 1000000)`,
    `UPDATE seal.state SET refusal = ('"' || repeat('x', 1000000) || '"')::json`,
  );
  for await (const { text, signature } of ledger.store.everyHead()) {
    expect(text.length + signature.length).toBeLessThan(2000);
  }
  expect((await ledger.store.state()).refusal).toBeNull();
  expect((await ledger.verify()).finding?.what).toBe('heads');
});
