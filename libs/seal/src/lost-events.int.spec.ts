/** Somebody takes events away where a case would only seem to end earlier: its export tells. */
import { systemClock } from '@taizhang/kernel';
import { verifyCaseFile } from '@taizhang/seal/offline';
import { words } from './case-file.fixtures';
import { caseFile } from './case-file';
import { SealRefused } from './refusal';
import { openSeals, type Seals } from './open-seals';
import { SealedLog } from './seal.fixtures';

let ledger: SealedLog;
let seals: Seals;
beforeEach(async () => {
  ledger = await SealedLog.open();
  const { dataDir, stored, database } = ledger;
  seals = await openSeals({ stored, dataDir, pool: database.pool, clock: systemClock });
  for (const count of [300, 21]) {
    await ledger.append(count);
    await seals.sealer.seal();
  }
});
afterEach(() => ledger.close());

const vault = { keysOf: async () => new Map<string, Buffer>() };
const exported = async (...streams: string[]) => {
  const files = await caseFile(streams, {
    ...{ seals, vault, words, log: ledger.log, clock: systemClock },
  });
  return verifyCaseFile(new Map(files.map(({ name, bytes }) => [name, bytes])));
};
const verify = async () => (await ledger.verify()).finding;

// Of complaint-2 and complaint-3, whose last events stand at the places 308 and 311.
const last = 'WHERE position = 309';
const middle = 'WHERE position = 308';

it('Whatever was sealed of a case is exported', async () => {
  expect((await exported('complaint-2', 'complaint-3')).events).toHaveLength(92);
});

describe('Nothing is exported of a case', () => {
  it.each([
    ['a middle event of which was moved behind all', `SET position = 900 ${middle}`, 307],
    ['the last event of which was moved behind all', `SET position = 900 ${last}`, 308],
    ['the last event of which was given to another', `SET stream = 'complaint-9' ${last}`, 308],
    ['beside which another lost its last event', `SET revision = 900 WHERE position = 312`, 311],
  ])('%s', async (_, change, place) => {
    await ledger.tamper(`UPDATE ledger.events ${change}`);
    const sentence = `The event at place ${place} is not what was sealed there`;
    await expect(exported('complaint-2', 'complaint-3')).rejects.toThrow(sentence);
    expect(await verify()).toMatchObject({ place });
  });

  it.each([
    ['the last event of which was deleted', last, 308],
    ['beside which another was deleted', `WHERE stream = 'complaint-3'`, 129],
    ['that was deleted', `WHERE stream = 'complaint-2'`, 86],
  ])('%s', async (_, which, place) => {
    await ledger.tamper(`DELETE FROM ledger.events ${which}`);
    const exporting = exported('complaint-2', 'complaint-3');
    await expect(exporting).rejects.toThrow(SealRefused);
    await expect(exporting).rejects.toThrow(`at place ${place} is not what was sealed there`);
  });
});

describe('Marks of streams', () => {
  const marks = (change: string) =>
    ledger.tamper(`UPDATE seal.tiles SET hashes = ${change} WHERE level = -1 AND number = 1`);
  // Of place 308 that of place 307, of another stream or of the same.
  const over = (place: number, other: number) =>
    `overlay(hashes PLACING substring(hashes FROM ${(other - 256) * 4 + 1} FOR 4)
       FROM ${(place - 256) * 4 + 1} FOR 4)`;

  it('that were altered are told, and make no case longer', async () => {
    await marks(over(315, 308));
    expect((await exported('complaint-2', 'complaint-3')).events).toHaveLength(92);
    expect(await verify()).toMatchObject({ what: 'kept', place: 315 });
    await seals.sealer.rebuildTree();
    expect(await verify()).toBeNull();
  });

  it('that were altered with the event hide it from its case, not from whoever verifies', async () => {
    await marks(over(308, 315));
    await expect(exported('complaint-2')).rejects.toThrow('was never sealed where it stands now');
    await ledger.tamper(`UPDATE ledger.events SET stream = 'complaint-9' ${last}`);
    expect((await exported('complaint-2')).events).toHaveLength(45);
    expect(await verify()).toMatchObject({ what: 'altered', place: 308 });
  });

  it('that are not there, as in a ledger of an earlier release, are added', async () => {
    for (const left of ['false', 'number = 0']) {
      await ledger.tamper(`DELETE FROM seal.tiles WHERE level = -1 AND NOT ${left}`);
      expect(await verify()).toBeNull();
      expect((await exported('complaint-2', 'complaint-3')).events).toHaveLength(92);
      expect(await ledger.store.marked()).toBe(321);
      expect(await verify()).toBeNull();
    }
  });

  it('are added of no event that is not what was sealed', async () => {
    await ledger.tamper(
      'DELETE FROM seal.tiles WHERE level = -1',
      `UPDATE ledger.events SET stream = 'complaint-9' ${last}`,
    );
    await expect(exported('complaint-2')).rejects.toThrow('at place 308 is not what was sealed');
    expect((await ledger.store.state()).refusal?.code).toBe('other-log');
  });

  it.each([
    ['longer than the leaves', `hashes || '\\x00000000'`],
    ['cut within one', 'substring(hashes FROM 1 FOR 13)'],
  ])('that are %s are told, and nothing is added to them', async (_, change) => {
    await marks(change);
    expect((await verify())?.sentence).toContain('Tile -1/1');
    await ledger.append(1);
    await expect(seals.sealer.seal()).rejects.toThrow('Tile -1/1');
    await seals.sealer.rebuildTree();
    expect(await verify()).toBeNull();
  });
});
