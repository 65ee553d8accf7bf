/** Who has the keys signs another history beside the log; an auditor holds heads of the first. */
import { systemClock } from '@taizhang/kernel';
import { Edge } from './edge';
import { leafOf } from './hash';
import { headText, signText, textHash } from './head';
import { readHeads } from './heads-file';
import { SealedLog } from './seal.fixtures';

const sizes = [100, 400, 600];

let ledger: SealedLog;
beforeEach(async () => {
  ledger = await SealedLog.open();
  for (const [index, size] of sizes.entries()) {
    await ledger.append(size - (sizes[index - 1] ?? 0));
    await ledger.sealer().seal();
  }
});
afterEach(() => ledger.close());

const alter = (place: number) =>
  ledger.tamper(`UPDATE ledger.events SET actor = 'staff-2' WHERE position = ${place + 1}`);

/** Heads of the same sizes as before, over the log as it is now. */
async function signAnew(): Promise<void> {
  const { publicKey: key, privateKey } = ledger.keys.first();
  const edge = Edge.empty();
  const texts: string[] = [];
  for await (const { events } of ledger.stored.stored({ after: 0n })) {
    for (const event of events) {
      edge.append(leafOf(event));
      if (!sizes.includes(edge.size)) continue;
      const [size, root] = [edge.size, edge.root().toString('hex')];
      const previous = texts.length > 0 ? textHash(texts.at(-1)!) : null;
      texts.push(headText({ size, root, at: systemClock.now(), previous, key }));
    }
  }
  const rows = texts.map(
    (text, index) => `(${index}, ${sizes[index]}, '${text}', '${signText(text, privateKey)}')`,
  );
  await ledger.tamper('DELETE FROM seal.heads', `INSERT INTO seal.heads VALUES ${rows.join()}`);
}

/** The kept hashes of the log as it is now. */
async function keepAnew(): Promise<void> {
  await ledger.tamper('TRUNCATE seal.tiles, seal.places; UPDATE seal.state SET size = 0');
  await ledger.sealer({ headsFile: `${ledger.dataDir}/anew.ndjson` }).seal();
}

describe('The event is looked for where the head that was held', () => {
  it('does not fit, though one of as many events fits', async () => {
    await alter(257);
    await signAnew();
    expect((await ledger.verify()).finding).toMatchObject({ what: 'altered', place: 257 });
    await keepAnew();
    expect((await ledger.verify()).finding).toMatchObject({
      what: 'range',
      range: { from: 100, to: 399 },
    });
  });

  it('begins, whatever fits the heads that were signed anew', async () => {
    await alter(50);
    await signAnew();
    await keepAnew();
    const heads = readHeads(ledger.headsFile).slice(1, 2);
    const held = [{ name: 'held', heads }];
    expect(await ledger.verify({ outside: [], held })).toMatchObject({
      finding: { what: 'range', range: { from: 0, to: 399 } },
      head: null,
    });
  });
});

describe('Verifying that is stopped', () => {
  it('tells of an event that no head has decided about yet', async () => {
    await alter(410);
    const stop = new AbortController();
    const stored = {
      ...ledger.stored,
      stored: (range: { after: bigint }) => ledger.stored.stored({ ...range, pageSize: 50 }),
    };
    const onProgress = ({ events }: { events: number }) => {
      if (events === 450) stop.abort();
    };
    const { stopped, finding } = await ledger.verify({ stored, signal: stop.signal, onProgress });
    expect([stopped, finding!.sentence]).toEqual([true, expect.stringContaining('at place 410 (')]);
  });
});

describe('From a head on, no event is accused because of', () => {
  const sentence = expect.stringContaining('verify without "--from-head"');

  it('a hash kept of the events before', async () => {
    await ledger.tamper(
      'UPDATE seal.tiles SET hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0)) WHERE level = 1',
    );
    const { finding } = await ledger.verify({ fromHead: 400 });
    expect(finding).toMatchObject({ what: 'kept', sentence });
    expect((await ledger.verify()).finding?.what).toBe('kept');
  });

  it.each([390, 410])('another position, %d, kept of the last one before', async (position) => {
    await ledger.tamper(
      `UPDATE seal.places SET positions = overlay(positions PLACING int8send(${position})
         FROM ${(399 % 256) * 8 + 1} FOR 8) WHERE number = 1`,
    );
    const { finding } = await ledger.verify({ fromHead: 400 });
    expect(finding).toMatchObject({ what: 'kept', sentence });
  });

  it('the end that is missing', async () => {
    await ledger.tamper('DELETE FROM ledger.events WHERE position >= 400');
    const { finding } = await ledger.verify({ fromHead: 400 });
    expect(finding).toMatchObject({ what: 'end', place: 400 });
  });
});
