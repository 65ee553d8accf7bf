/** Crashes between any two steps, several sealers, keys that change and keys that are gone. */
import fs, { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock, type Instant } from '@taizhang/kernel';
import { verifyGrowth } from '@taizhang/seal/offline';
import { growthProof } from './growth-proof';
import { headOf } from './head';
import { readHeads } from './heads-file';
import { openSeals } from './open-seals';
import { SealStore, SealedMeanwhile } from './seal-store';
import { SealedLog } from './seal.fixtures';
import { SealRefused } from './refusal';
import { consistencyProof, isConsistent } from './tree';

let ledger: SealedLog;
beforeEach(async () => {
  ledger = await SealedLog.open();
});
afterEach(() => ledger.close());

const fits = async () => expect((await ledger.verify()).finding).toBeNull();

it('signs nothing where nothing is new', async () => {
  expect(await ledger.sealer().seal()).toEqual({ head: undefined, signed: false });
  await ledger.append(3);
  const { head, signed } = await ledger.sealer().seal();
  expect([head!.head.size, signed]).toEqual([3, true]);
  expect(await ledger.sealer().seal()).toMatchObject({ head: { ordinal: 0 }, signed: false });
});

it('proves every head to continue the ones before', async () => {
  for (const count of [1, 6, 250, 300]) {
    await ledger.append(count);
    await ledger.sealer().seal();
  }
  const heads = (await ledger.store.recentHeads(10)).map(({ head }) => head).reverse();
  const trees = heads.map(({ size, root }) => ({ size, root: Buffer.from(root, 'hex') }));
  for (const older of trees) {
    for (const newer of trees.filter(({ size }) => size >= older.size)) {
      const proof = await consistencyProof(older.size, newer.size, ledger.store.subtrees());
      expect(isConsistent(older, newer, proof)).toBe(true);
    }
  }
});

it('takes in at leisure all that is new, and ends between two pages when it is told to', async () => {
  await ledger.append(600);
  const told = new AbortController();
  const store = new SealStore(ledger.database.pool);
  const grow = store.grow.bind(store);
  store.grow = async (more) => {
    await grow(more);
    told.abort();
  };
  const options = { signal: told.signal, leisurely: true };
  expect(await ledger.sealer({ store }).seal(options)).toMatchObject({ signed: false });
  expect((await ledger.store.state()).size).toBeLessThan(600);
  const { head } = await ledger.sealer().seal({ leisurely: true });
  expect(head!.head.size).toBe(600);
  await fits();
});

it('may crash before, within and behind every write', async () => {
  const failures = ['before', 'behind'].flatMap((when) =>
    (['grow', 'addHeads'] as const).map((step) => ({ when, step })),
  );
  for (const { when, step } of failures) {
    await ledger.append(270);
    const store = new SealStore(ledger.database.pool);
    const write = store[step].bind(store) as (...given: never[]) => Promise<void>;
    store[step] = async (...given: never[]) => {
      if (when === 'behind') await write(...given);
      throw new Error('crash');
    };
    await expect(ledger.sealer({ store }).seal()).rejects.toThrow('crash');
    await ledger.append(1);
    await ledger.sealer().seal();
    await fits();
  }
  const { rows } = await ledger.database.pool.query('SELECT count(*) FROM ledger.events');
  expect((await ledger.verify()).sealed).toBe(Number(rows[0].count));
  expect(readHeads(ledger.headsFile)).toHaveLength((await ledger.store.recentHeads(99)).length);
});

describe('Several at the same time', () => {
  const reasonOf = (one: PromiseSettledResult<unknown>) =>
    one.status === 'rejected' ? (one.reason as unknown) : null;

  it('each have their turn; only who is at leisure gives way', async () => {
    for (let round = 0; round < 5; round++) {
      await ledger.append(300);
      const [atLeisure, ...others] = await Promise.allSettled([
        ledger.sealer().seal({ leisurely: true }),
        ledger.sealer().seal(),
        ledger.sealer().rotateKey(),
      ]);
      expect(others.map(reasonOf)).toEqual([null, null]);
      if (reasonOf(atLeisure)) expect(reasonOf(atLeisure)).toBeInstanceOf(SealedMeanwhile);
      await fits();
    }
    expect(readdirSync(join(ledger.dataDir, 'keys'))).toHaveLength(6);
  });

  it('the tree is built again while others seal', async () => {
    await ledger.append(1_500);
    await ledger.sealer().seal();
    for (let round = 0; round < 3; round++) {
      const [rebuilt] = await Promise.allSettled([
        ledger.sealer().rebuildTree(),
        ...[1, 2, 3].map(() => ledger.sealer().seal({ leisurely: true })),
      ]);
      expect(reasonOf(rebuilt)).toBeNull();
      await fits();
    }
  });

  it('is not given up in the middle of what another writes', async () => {
    await ledger.append(5);
    await ledger.sealer().seal();
    const client = await ledger.database.pool.connect();
    await client.query('BEGIN; SELECT size FROM seal.state FOR UPDATE');
    const forgetting = ledger.store.forgetTree();
    await delay(200);
    await client.query('DELETE FROM seal.tiles; COMMIT').finally(() => client.release());
    await expect(forgetting).resolves.toBeUndefined();
  });

  it('write a head to the file twice: it is one', async () => {
    await ledger.append(5);
    const store = new SealStore(ledger.database.pool);
    const addHeads = store.addHeads.bind(store);
    store.addHeads = async (...given) => {
      await addHeads(...given);
      await ledger.append(1);
      await ledger.sealer().seal();
    };
    await ledger.sealer({ store }).seal();
    await ledger.sealer().seal();
    expect(readHeads(ledger.headsFile)).toHaveLength(2);
    await fits();
  });
});

describe('Operators are told', () => {
  const refusal = async () => (await ledger.store.state()).refusal;

  it.each([
    ['folder-unusable', 'seals/heads.ndjson/no-file', /cannot be kept in the data folder: EISDIR/],
    ['key-missing', 'keys/seal-0123456789abcdef.key', /must hold an Ed25519 private key/],
  ])('%s, because of what lies at %s', async (code, path, sentence) => {
    await ledger.append(5);
    mkdirSync(dirname(join(ledger.dataDir, path)), { recursive: true });
    writeFileSync(join(ledger.dataDir, path), 'x');
    await expect(ledger.sealer().seal()).rejects.toThrow(sentence);
    expect(await refusal()).toMatchObject({ code, sentence: expect.stringMatching(sentence) });
    rmSync(join(ledger.dataDir, dirname(path)), { recursive: true });
    await ledger.sealer().seal();
    expect(await refusal()).toBeNull();
  });

  it('since when nothing is signed, however often it is tried', async () => {
    await ledger.append(5);
    await ledger.sealer().seal();
    await ledger.tamper('DELETE FROM ledger.events WHERE position = 5');
    for (const day of ['06', '07']) {
      const clock = { now: () => `2026-01-${day}T08:00:00.000Z` as Instant };
      await expect(ledger.sealer({ clock }).seal()).rejects.toThrow(SealRefused);
    }
    expect(await refusal()).toMatchObject({ at: '2026-01-06T08:00:00.000Z' });
  });
});

it('changes keys without breaking what the old ones signed', async () => {
  const keys: string[] = [];
  for (let round = 0; round < 3; round++) {
    await ledger.append(5);
    const { head } = await ledger.sealer().seal();
    keys.push(head!.head.key);
    keys.push((await ledger.sealer().rotateKey()).publicKey);
  }
  const verified = await ledger.verify();
  expect(verified.finding).toBeNull();
  expect(verified.publicKeys).toEqual([...new Set(keys)]);
  expect(verified.publicKeys).toHaveLength(4);
  for (const pinnedKey of verified.publicKeys) {
    expect((await ledger.verify({ pinnedKey })).finding).toBeNull();
  }
});

it('has a key that was only introduced, as a crash leaves it, confirm that first', async () => {
  await ledger.append(5);
  await ledger.sealer().seal();
  await ledger.sealer().rotateKey();
  const lines = readFileSync(ledger.headsFile, 'utf8').trimEnd().split('\n');
  writeFileSync(ledger.headsFile, `${lines.slice(0, -1).join('\n')}\n`);
  // From a backup of before.
  await ledger.tamper('DELETE FROM seal.heads WHERE ordinal > 0');
  await ledger.append(5);
  const { head } = await ledger.sealer().seal();
  expect(head).toMatchObject({ ordinal: 3, head: { size: 10 } });
  await fits();
});

it('writes a lost file of heads again without waiting for the disk after each', async () => {
  for (let head = 0; head < 5; head++) {
    await ledger.append(1);
    await ledger.sealer().seal();
  }
  const heads = readHeads(ledger.headsFile);
  rmSync(ledger.headsFile);
  const written = jest.spyOn(fs, 'appendFileSync');
  await ledger.sealer().seal();
  expect(written).toHaveBeenCalledTimes(1);
  written.mockRestore();
  expect(readHeads(ledger.headsFile)).toEqual(heads);
});

it('refuses a head signed by a key that nobody introduced', async () => {
  await ledger.append(5);
  await ledger.sealer().seal();
  await ledger.append(5);
  const [first] = readHeads(ledger.headsFile);
  rmSync(join(ledger.dataDir, 'keys'), { recursive: true });
  await expect(ledger.sealer().seal()).rejects.toThrow(/private key of .* is not here/);
  expect((await ledger.store.state()).refusal?.sentence).toContain(headOf(first!)!.key);
  await expect(ledger.sealer().rotateKey()).rejects.toThrow(SealRefused);
});

it('goes on by itself once what it refused is mended', async () => {
  await ledger.append(5);
  await ledger.sealer().seal();
  await ledger.tamper(`UPDATE ledger.events SET actor = 'x' WHERE position = 5`);
  await expect(ledger.sealer().seal()).rejects.toThrow('The event at place 4');
  expect((await ledger.store.state()).refusal).not.toBeNull();
  await ledger.tamper(`UPDATE ledger.events SET actor = 'staff-1' WHERE position = 5`);
  await ledger.append(1);
  await ledger.sealer().seal();
  expect((await ledger.store.state()).refusal).toBeNull();
  await fits();
});

it('proves to a stranger that the ledger only grew, across a change of keys', async () => {
  const sizes = [3, 260, 261, 600];
  for (const [index, size] of sizes.entries()) {
    await ledger.append(size - (sizes[index - 1] ?? 0));
    await ledger.sealer().seal();
    if (index === 1) await ledger.sealer().rotateKey();
  }
  const { dataDir, stored, database } = ledger;
  const seals = await openSeals({ dataDir, stored, pool: database.pool, clock: systemClock });
  const { publicKeys } = await seals.verify();
  for (const [older, newer] of [
    [3, 600],
    [260, 261],
    [261, 600],
    [600, 600],
  ] as const) {
    const text = await growthProof(seals, older, newer);
    const file = (content: string) => new Map([['p.json', Buffer.from(content)]]);
    for (const pinned of publicKeys) {
      expect(await verifyGrowth(file(text), pinned)).toMatchObject({ older: { size: older } });
    }
    const hashes = [...text.matchAll(/"([0-9a-f]{64})"/g)].map(([, hash]) => hash!);
    for (const hash of hashes) {
      const forged = text.replace(
        hash,
        hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      );
      await expect(verifyGrowth(file(forged))).rejects.toThrow('history was changed');
    }
  }
  await expect(growthProof(seals, 4)).rejects.toThrow('no signed heads');
});
