/** Somebody with the database's password alters the log: verify names the first place. */
import { rmSync, writeFileSync } from 'node:fs';
import { readHeads } from './heads-file';
import { SealedLog } from './seal.fixtures';
import { SealRefused } from './refusal';

let ledger: SealedLog;
beforeEach(async () => {
  ledger = await SealedLog.open();
});
afterEach(() => ledger.close());

/** 600 events, more than two tiles, sealed in three steps. */
async function sealed() {
  for (const count of [100, 300, 200]) {
    await ledger.append(count);
    await ledger.sealer().seal();
  }
}

const copy = (table: string) => `CREATE TABLE saved.${table.split('.')[1]} AS TABLE ${table}`;

describe('A log that nobody altered', () => {
  it('verifies, event by event and head by head', async () => {
    await sealed();
    await ledger.append(5);
    const verified = await ledger.verify();
    expect(verified).toMatchObject({
      finding: null,
      events: 605,
      sealed: 600,
      unsealed: 5,
      heads: 3,
    });
    expect(verified.publicKeys).toHaveLength(1);
    const [pinnedKey] = verified.publicKeys;
    expect((await ledger.verify({ pinnedKey })).finding).toBeNull();
    expect((await ledger.verify({ pinnedKey: 'ab'.repeat(32) })).finding?.what).toBe('key');
  });

  it('verifies from a head on', async () => {
    await sealed();
    expect(await ledger.verify({ fromHead: 400 })).toMatchObject({ finding: null, events: 200 });
    await expect(ledger.verify({ fromHead: 401 })).rejects.toThrow('no signed head of 401');
    await ledger.tamper(`UPDATE ledger.events SET actor = 'x' WHERE position = 450`);
    expect((await ledger.verify({ fromHead: 400 })).finding).toMatchObject({ place: 449 });
  });

  it('says so while nothing is sealed', async () => {
    expect((await ledger.verify()).finding).toBeNull();
    await ledger.append(3);
    expect((await ledger.verify()).finding?.what).toBe('nothing-sealed');
  });

  it('can be stopped', async () => {
    await sealed();
    const stop = new AbortController();
    const verifying = ledger.verify({ signal: stop.signal, onProgress: () => stop.abort() });
    expect(await verifying).toMatchObject({ stopped: true, finding: null });
  });
});

describe('One event altered', () => {
  it.each([
    ['stream', `stream = 'complaint-x'`],
    ['revision', `revision = 9000`],
    ['id', `id = gen_random_uuid()`],
    ['type', `type = 'ComplaintLodgec'`],
    ['version', `version = 2`],
    ['occurred_at', `occurred_at = occurred_at + interval '1 microsecond'`],
    ['recorded_at', `recorded_at = recorded_at - interval '1 microsecond'`],
    ['actor', `actor = 'staff-2'`],
    ['context', `context = replace(context::text, 'hotline', 'hotlinf')::json`],
    ['data', `data = replace(data::text, '次', '回')::json`],
    ['a space in data', `data = (data::text || ' ')::json`],
  ])('in its %s is named', async (_, change) => {
    await sealed();
    await ledger.tamper(`UPDATE ledger.events SET ${change} WHERE position = 258`);
    const { finding } = await ledger.verify();
    expect(finding).toMatchObject({ what: 'altered', place: 257, event: { position: 258n } });
    expect(finding!.sentence).toContain('place 257 (complaint-');
  });

  it('in its position is named, also at the end', async () => {
    await sealed();
    await ledger.tamper('UPDATE ledger.events SET position = 700 WHERE position = 600');
    expect((await ledger.verify()).finding).toMatchObject({ what: 'moved', place: 599 });
  });
});

describe('Rows', () => {
  const swap = (one: number, other: number) => [
    `UPDATE ledger.events SET position = -1 WHERE position = ${one}`,
    `UPDATE ledger.events SET position = ${one} WHERE position = ${other}`,
    `UPDATE ledger.events SET position = ${other} WHERE position = -1`,
  ];
  const insertAt = (position: number) => [
    `UPDATE ledger.events SET position = position + 100000 WHERE position >= ${position}`,
    `UPDATE ledger.events SET position = position - 99999 WHERE position > 100000`,
    `INSERT INTO ledger.events SELECT ${position}, 'complaint-x', 0, gen_random_uuid(), type,
       version, occurred_at, recorded_at, actor, context, data FROM ledger.events LIMIT 1`,
  ];

  it.each([
    ['deleted in the middle', ['DELETE FROM ledger.events WHERE position = 42'], 'missing', 41],
    ['deleted first', ['DELETE FROM ledger.events WHERE position = 1'], 'missing', 0],
    ['deleted last', ['DELETE FROM ledger.events WHERE position = 600'], 'end', 599],
    ['exchanged', swap(300, 310), 'reordered', 299],
    ['exchanged with the neighbour', swap(300, 301), 'reordered', 299],
    ['inserted', insertAt(257), 'inserted', 256],
  ])('%s', async (_, statements, what, place) => {
    await sealed();
    await ledger.tamper(...(statements as string[]));
    expect((await ledger.verify()).finding).toMatchObject({ what, place });
  });
});

describe('Who also alters what is kept beside the log', () => {
  const flip = (place: number) =>
    `UPDATE seal.tiles SET hashes = set_byte(hashes, ${(place % 256) * 32}, 255 -
       get_byte(hashes, ${(place % 256) * 32})) WHERE level = 0 AND number = ${place >> 8}`;

  it('a kept hash: the heads show that the log is right', async () => {
    await sealed();
    await ledger.tamper(flip(300));
    expect((await ledger.verify()).finding).toMatchObject({ what: 'kept', place: 300 });
    await ledger.sealer().rebuildTree();
    expect((await ledger.verify()).finding).toBeNull();
  });

  it('an event and all of the kept tree: the signed heads narrow it down', async () => {
    await sealed();
    await ledger.tamper(
      `UPDATE ledger.events SET actor = 'staff-2' WHERE position = 258`,
      'TRUNCATE seal.tiles, seal.places; UPDATE seal.state SET size = 0',
    );
    await expect(ledger.sealer().seal()).rejects.toThrow(SealRefused);
    const { finding } = await ledger.verify();
    expect(finding).toMatchObject({ what: 'range', range: { from: 100, to: 399 } });
  });

  it.each([
    ['the text', `text = replace(text, 'size 400', 'size 399')`],
    ['the root', `text = regexp_replace(text, 'root ....', 'root 0000')`],
    ['the signature', `signature = 'ff' || substr(signature, 3)`],
  ])('%s of a head', async (_, change) => {
    await sealed();
    await ledger.tamper(`UPDATE seal.heads SET ${change} WHERE ordinal = 1`);
    expect((await ledger.verify()).finding?.what).toBe('heads');
  });

  it('takes a head out', async () => {
    await sealed();
    await ledger.tamper('DELETE FROM seal.heads WHERE ordinal = 1');
    expect((await ledger.verify()).finding?.what).toBe('heads');
  });

  it('signs everything anew with a key of their own', async () => {
    await sealed();
    await ledger.tamper(
      `UPDATE ledger.events SET actor = 'staff-2' WHERE position = 258`,
      'TRUNCATE seal.tiles, seal.places, seal.heads; UPDATE seal.state SET size = 0',
    );
    const forged = `${ledger.dataDir}/forged.ndjson`;
    await ledger.sealer({ headsFile: forged }).seal();
    expect((await ledger.verify()).finding).not.toBeNull();
  });
});

describe('An older state put back', () => {
  const save = () =>
    ledger.database.pool.query(['CREATE SCHEMA saved', ...tables.map(copy)].join(';'));
  const tables = ['ledger.events', 'seal.tiles', 'seal.places', 'seal.heads', 'seal.state'];
  const putBack = () =>
    ledger.tamper(
      ...tables.map((table) => `DELETE FROM ${table}`),
      ...tables.map((table) => `INSERT INTO ${table} SELECT * FROM saved.${table.split('.')[1]}`),
    );

  it('is told by the heads outside, and nothing is signed on it', async () => {
    await ledger.append(90);
    await ledger.sealer().seal();
    await save();
    await ledger.append(10);
    await ledger.sealer().seal();
    await putBack();

    const sentence = /ends at 90 events; a head of 100 events was signed at 20/;
    expect((await ledger.verify()).finding?.sentence).toMatch(sentence);
    await expect(ledger.sealer().seal()).rejects.toThrow(sentence);
    expect((await ledger.store.state()).refusal?.sentence).toMatch(sentence);

    await ledger.append(20);
    await expect(ledger.sealer().seal()).rejects.toThrow('is not the one whose head of 100 events');
    expect(await ledger.store.newestHead()).toMatchObject({ head: { size: 90 } });
    expect((await ledger.verify()).finding).toMatchObject({ what: 'range', range: { from: 90 } });
  });

  it('of the heads alone is mended from those outside', async () => {
    await sealed();
    await ledger.tamper('DELETE FROM seal.heads WHERE ordinal > 0');
    await ledger.append(1);
    await ledger.sealer().seal();
    expect(await ledger.verify()).toMatchObject({ finding: null, heads: 4, sealed: 601 });
  });

  it('of the file alone is mended from the database', async () => {
    await sealed();
    const [first] = readHeads(ledger.headsFile);
    writeFileSync(ledger.headsFile, `${JSON.stringify(first)}\n{"text":"cut off`);
    await ledger.sealer().seal();
    expect(readHeads(ledger.headsFile)).toHaveLength(3);
    rmSync(ledger.headsFile);
    await ledger.sealer().seal();
    expect(readHeads(ledger.headsFile)).toHaveLength(3);
  });
});
