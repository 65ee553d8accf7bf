/** Somebody with the database's password who knows how verify looks, and puts things in its way. */
import { systemClock } from '@taizhang/kernel';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeadsUnreadable, readHeads, readHeldHeads } from './heads-file';
import { openSeals } from './open-seals';
import { SealedLog } from './seal.fixtures';
import { newKey } from './case-file.fixtures';
import { leafOf } from './hash';
import { headText, signText, type Head } from './head';

let ledger: SealedLog;
beforeEach(async () => {
  ledger = await SealedLog.open();
});
afterEach(() => ledger.close());

/** 600 events, sealed in three steps. */
async function sealed() {
  for (const count of [100, 300, 200]) {
    await ledger.append(count);
    await ledger.sealer().seal();
  }
}

const alter = (place: number) =>
  `UPDATE ledger.events SET actor = 'staff-2' WHERE position = ${place + 1}`;
const flip = (place: number, level = 0) =>
  `UPDATE seal.tiles SET hashes = set_byte(hashes, ${(place % 256) * 32}, 255 -
     get_byte(hashes, ${(place % 256) * 32})) WHERE level = ${level} AND number = ${place >> 8}`;
const twice = (table: string) =>
  `ALTER TABLE ${table} DROP CONSTRAINT ${table.split('.')[1]}_pkey;
   INSERT INTO ${table} SELECT * FROM ${table}`;
const verify = () => ledger.verify();

/** The newest head, signed by somebody else. */
async function byStranger(changes: Partial<Head> = {}) {
  const { privateKey, publicKey: key } = newKey();
  const text = headText({ ...(await ledger.store.newestHead())!.head, ...changes, key });
  return { text, signature: signText(text, privateKey) };
}

/** The kept leaf made to fit the event as it was altered. */
async function takeOverLeaf(place: number): Promise<void> {
  for await (const { events } of ledger.stored.stored({ after: BigInt(place), pageSize: 1 })) {
    const leaf = leafOf(events[0]!).toString('hex');
    await ledger.tamper(
      `UPDATE seal.tiles SET hashes = overlay(hashes PLACING '\\x${leaf}'::bytea
         FROM ${(place % 256) * 32 + 1} FOR 32) WHERE level = 0 AND number = ${place >> 8}`,
    );
    return;
  }
}

describe('Rows where nobody looks', () => {
  it.each(['0', '-7', '-9223372036854775808'])(
    'an event added at position %s is found',
    async (position) => {
      await sealed();
      await ledger.tamper(
        `INSERT INTO ledger.events SELECT ${position}, 'complaint-0', 9000, gen_random_uuid(), type,
         version, occurred_at, recorded_at, actor, context, data FROM ledger.events LIMIT 1`,
      );
      expect((await verify()).finding).toMatchObject({ what: 'inserted', place: 0 });
    },
  );

  it('an event moved to the last position there can be does not keep verify busy', async () => {
    await sealed();
    await ledger.tamper(
      'UPDATE ledger.events SET position = 9223372036854775807 WHERE position = 600',
    );
    expect((await verify()).finding).toMatchObject({ what: 'moved', place: 599 });
  });
});

it('Rows that were made too large for a process are read no further than a tile goes', async () => {
  await sealed();
  const zeros = (bytes: number) => `decode(repeat('00', ${bytes}), 'hex')`;
  await ledger.tamper(
    `UPDATE seal.tiles SET hashes = hashes || ${zeros(1_000_000)} WHERE number = 0`,
    `UPDATE seal.places SET positions = positions || ${zeros(1_000_000)} WHERE number = 0`,
  );
  expect(await ledger.store.tile(0, 0)).toHaveLength(256 * 32);
  expect((await ledger.store.tiles(0, 0, 1)).get(0)).toHaveLength(256 * 32);
  expect(await ledger.store.positions(0)).toHaveLength(256);
  expect((await ledger.store.positionTiles(0, 1)).get(0)).toHaveLength(256);
  expect((await verify()).finding?.what).toBe('kept');
});

describe('What is kept beside the log, altered alone, is told', () => {
  it.each([
    ['a tile above the leaves', flip(1, 1)],
    ['a tile of leaves gone', 'DELETE FROM seal.tiles WHERE level = 0 AND number = 1'],
    ['a tile above gone', 'DELETE FROM seal.tiles WHERE level = 1'],
    ['a tile too many', `INSERT INTO seal.tiles VALUES (2, 0, '\\x00')`],
    ['a level renumbered', 'UPDATE seal.tiles SET level = 7 WHERE level = 1'],
    ['a byte more', `UPDATE seal.tiles SET hashes = hashes || '\\x00' WHERE number = 2`],
    ['positions gone', 'DELETE FROM seal.places WHERE number = 1'],
    ['positions found elsewhere', 'UPDATE seal.places SET first_position = 9999 WHERE number = 2'],
    ['positions renumbered', 'UPDATE seal.places SET number = 9 WHERE number = 2'],
    ['how many were taken in', 'UPDATE seal.state SET size = size + 300'],
    ['the same, beyond any log', 'UPDATE seal.state SET size = 8000000000000000000'],
    ['the same, less', 'UPDATE seal.state SET size = 7'],
    ['the row that tells it gone', 'DELETE FROM seal.state'],
    ['positions there twice', `${twice('seal.places')} WHERE number = 1`],
    ['a tile above there twice', `${twice('seal.tiles')} WHERE level = 1`],
  ])('%s', async (_, statement) => {
    await sealed();
    await ledger.tamper(statement);
    const { finding } = await verify();
    expect(finding?.what).toMatch(/kept|moved/);
    expect(finding!.sentence).toContain('seal rebuild');
    await ledger.sealer().rebuildTree();
    expect((await verify()).finding).toBeNull();
  });

  it.each([
    ['the size a head is found by', 'UPDATE seal.heads SET size = 77 WHERE ordinal = 1'],
    ['the newest head gone', 'DELETE FROM seal.heads WHERE ordinal = 2'],
    ['the numbers of heads', 'UPDATE seal.heads SET ordinal = ordinal + 1 WHERE ordinal = 2'],
    ['a head that cannot be read', `UPDATE seal.heads SET text = 'x' || text WHERE ordinal = 2`],
  ])('%s', async (_, statement) => {
    await sealed();
    await ledger.tamper(statement);
    expect((await verify()).finding?.what).toBe('heads');
  });
});

describe('An altered event is named in spite of', () => {
  it.each<[string, string]>([
    ['a false signature of a head', `UPDATE seal.heads SET signature = repeat('0', 128)`],
    ['a kept hash before it', flip(5)],
    ['a position before it', 'UPDATE ledger.events SET position = -1 WHERE position = 1'],
    ['another place kept before it', `UPDATE seal.places SET positions = '\\x' WHERE number = 0`],
    ['a kept hash above it', flip(0, 1)],
  ])('%s', async (_, decoy) => {
    await sealed();
    await ledger.tamper(alter(450), decoy);
    const { finding, more } = await verify();
    expect(finding).toMatchObject({ what: 'altered', place: 450 });
    expect(more).not.toHaveLength(0);
  });

  it('a line of the file of heads that was altered', async () => {
    await sealed();
    await ledger.tamper(alter(450));
    const lines = readFileSync(ledger.headsFile, 'utf8');
    writeFileSync(ledger.headsFile, lines.replace('size 100', 'size x'));
    const { dataDir, stored, database } = ledger;
    const seals = await openSeals({ dataDir, stored, pool: database.pool, clock: systemClock });
    const { finding, more } = await seals.verify();
    expect(finding).toMatchObject({ what: 'altered', place: 450 });
    expect(more[0]!.sentence).toContain('heads.ndjson:1 is not a signed head');
  });

  it('a head of somebody else between ours, which claims nothing', async () => {
    await sealed();
    const { text, signature } = await byStranger({ root: '0'.repeat(64) });
    await ledger.tamper(`INSERT INTO seal.heads VALUES (3, 600, '${text}', '${signature}')`);
    expect(await verify()).toMatchObject({ finding: { what: 'heads' }, more: [] });
    await ledger.tamper(alter(450));
    expect((await verify()).finding).toMatchObject({ what: 'altered', place: 450 });
  });
});

describe('An event that nobody altered is not accused', () => {
  it.each([460, 440])('by a kept hash of place %d, when that of 450 fits a lie', async (place) => {
    await sealed();
    await ledger.tamper(alter(450));
    await takeOverLeaf(450);
    await ledger.tamper(flip(place));
    expect((await verify()).finding).toMatchObject({
      what: 'range',
      range: { from: 400, to: 599 },
    });
    await ledger.tamper('DELETE FROM ledger.events WHERE position = 600');
    expect((await verify()).finding).toMatchObject({
      what: 'range',
      range: { from: 400, to: 599 },
    });
  });

  it('by what is taken in while verify reads', async () => {
    await sealed();
    const { stored } = ledger;
    let isFirst = true;
    const busy = {
      ...stored,
      stored: async function* (range: Parameters<typeof stored.stored>[0]) {
        for await (const page of stored.stored(range)) {
          yield page;
          if (!isFirst) continue;
          isFirst = false;
          await ledger.append(300);
          await ledger.sealer().seal();
        }
      },
    };
    expect(await ledger.verify({ stored: busy })).toMatchObject({ finding: null, events: 600 });
  });

  it('and what names it is not given up by a rebuild that cannot succeed', async () => {
    await sealed();
    await ledger.tamper(alter(450));
    await expect(ledger.sealer().rebuildTree()).rejects.toThrow('is not the one whose head of 600');
    expect((await verify()).finding).toMatchObject({ what: 'altered', place: 450 });
  });
});

describe('A head that somebody holds', () => {
  const held = (text: string) => {
    const file = join(ledger.dataDir, 'held');
    writeFileSync(file, text);
    return [{ name: 'held', heads: readHeldHeads(file) }];
  };
  const lines = () => readFileSync(ledger.headsFile, 'utf8').trimEnd().split('\n');

  it('one line, with its end or without, fits or tells what is missing', async () => {
    await sealed();
    await ledger.sealer().rotateKey();
    for (const text of [
      lines().at(-1)!,
      `${lines()[1]}\r\n\r\n`,
      [0, 2].map((n) => lines()[n]).join('\n'),
    ]) {
      expect((await ledger.verify({ held: held(text) })).finding).toBeNull();
    }
    const newest = lines().at(-1)!;
    // Everything here is put back to the second head, the file with it.
    await ledger.tamper(
      'DELETE FROM ledger.events WHERE position > 400; DELETE FROM seal.heads WHERE ordinal > 1',
      'TRUNCATE seal.tiles, seal.places; UPDATE seal.state SET size = 0',
    );
    writeFileSync(ledger.headsFile, `${lines().slice(0, 2).join('\n')}\n`);
    await ledger.sealer().seal();
    expect((await verify()).finding).toBeNull();
    const { finding, more } = await ledger.verify({ held: held(newest) });
    expect(finding).toMatchObject({ what: 'end', place: 400 });
    expect(more[0]!.sentence).toContain('which this ledger does not know');
  });

  it('of no line is refused, and one that is not signed', async () => {
    await sealed();
    expect(() => held('\n')).toThrow(HeadsUnreadable);
    const forged = readHeads(ledger.headsFile).map((head) => ({
      ...head,
      signature: '0'.repeat(128),
    }));
    const { finding } = await ledger.verify({ held: [{ name: 'held', heads: forged }] });
    expect(finding?.sentence).toContain('has a false signature. (held)');
  });
});

describe('The sealer, refusing', () => {
  const refusal = async () => {
    await ledger.append(1);
    await expect(ledger.sealer().seal()).rejects.toThrow();
    return (await ledger.store.state()).refusal?.code;
  };

  it('takes nothing over from the database that is not signed in its turn', async () => {
    await sealed();
    const before = readFileSync(ledger.headsFile, 'utf8');
    const { text, signature } = await byStranger();
    await ledger.tamper(`INSERT INTO seal.heads VALUES (3, 600, '${text}', '${signature}')`);
    expect(await refusal()).toBe('heads-differ');
    expect(readFileSync(ledger.headsFile, 'utf8')).toBe(before);
    await ledger.tamper('DELETE FROM seal.heads WHERE ordinal = 3');
    expect((await ledger.sealer().seal()).head!.head.size).toBe(601);
    expect((await verify()).finding).toBeNull();
  });

  it('takes nothing over from the file that is not signed in its turn, or no head', async () => {
    await sealed();
    for (const line of [JSON.stringify(await byStranger()), 'x']) {
      appendFileSync(ledger.headsFile, `${line}\n`);
      expect(await refusal()).toBe('heads-differ');
      expect((await ledger.store.newestHead())!.ordinal).toBe(2);
    }
  });

  it.each([
    ['tree-altered', 'UPDATE seal.state SET size = size + 300'],
    ['tree-altered', 'UPDATE seal.state SET size = -1'],
    [
      'tree-altered',
      `ALTER TABLE seal.state ALTER size TYPE float; UPDATE seal.state SET size = 'NaN'`,
    ],
    ['tree-altered', 'DELETE FROM seal.tiles WHERE level = 1'],
    ['tree-altered', 'DELETE FROM seal.state'],
    ['false-signature', `UPDATE seal.heads SET text = 'x' || text WHERE ordinal = 2`],
    ['false-signature', 'UPDATE seal.heads SET ordinal = 9007199254740993 WHERE ordinal = 2'],
    ['false-signature', 'UPDATE seal.heads SET ordinal = 9223372036854775807 WHERE ordinal = 2'],
  ])('tells operators: %s', async (code, statement) => {
    await sealed();
    await ledger.tamper(statement);
    expect(await refusal()).toBe(code);
  });
});
