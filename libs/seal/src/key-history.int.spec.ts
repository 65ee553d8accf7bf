/** Whose keys are told as ours, when somebody writes their own beside them. */
import { systemClock } from '@taizhang/kernel';
import { newKey, rotation } from './case-file.fixtures';
import { growthProof } from './growth-proof';
import { headText, signText, type SignedHead } from './head';
import { assertSigned, keysIn } from './key-history';
import { openSeals } from './open-seals';
import { SealRefused } from './refusal';
import { SealedLog } from './seal.fixtures';

let ledger: SealedLog;
beforeEach(async () => {
  ledger = await SealedLog.open();
  await ledger.append(5);
  await ledger.sealer().seal();
  await ledger.sealer().rotateKey();
  await ledger.append(5);
  await ledger.sealer().seal();
});
afterEach(() => ledger.close());

const put = (ordinal: number, { text, signature }: SignedHead) =>
  ledger.tamper(`INSERT INTO seal.heads VALUES (${ordinal}, 0, '${text}', '${signature}')`);

it('a pair of heads that hands over between the keys of a stranger is none of ours', async () => {
  const ours = await keysIn(ledger.store);
  expect(ours).toHaveLength(2);
  const { introducing, confirming } = await rotation([], newKey(), newKey());
  await put(-2, introducing);
  await put(-1, confirming);
  await expect(keysIn(ledger.store)).rejects.toThrow('kept head -2 introduces a key that is none');
  const { dataDir, stored, database } = ledger;
  const seals = await openSeals({ dataDir, stored, pool: database.pool, clock: systemClock });
  await expect(growthProof(seals, 5)).rejects.toThrow(SealRefused);
  expect((await ledger.verify()).finding?.what).toBe('heads');
  await ledger.tamper('DELETE FROM seal.heads WHERE ordinal < 0');
  expect(await keysIn(ledger.store)).toEqual(ours);
});

it('nor is our key the next one of a stranger, who cannot have it confirm that', async () => {
  const [stranger, [, second]] = [newKey(), await keysIn(ledger.store)];
  const { introducing, confirming } = await rotation([], stranger, {
    ...stranger,
    publicKey: second!.key,
  });
  await ledger.tamper('DELETE FROM seal.heads WHERE ordinal IN (1, 2)');
  await put(1, introducing);
  await put(2, confirming);
  await expect(keysIn(ledger.store)).rejects.toThrow(SealRefused);
});

it('a head that is shown is one of ours, as it was signed', async () => {
  const [keys, heads] = [await keysIn(ledger.store), await ledger.store.recentHeads(9)];
  expect(() => assertSigned(heads, keys)).not.toThrow();
  const stranger = newKey();
  const head = { ...heads[0]!.head, key: stranger.publicKey };
  const text = headText(head);
  const odd = { ordinal: 7, head, text, signature: signText(text, stranger.privateKey) };
  expect(() => assertSigned([odd], keys)).toThrow('The kept head 7 is signed by no key');
  const altered = { ...heads[0]!, text: headText({ ...heads[0]!.head, size: 9 }) };
  expect(() => assertSigned([altered], keys)).toThrow(SealRefused);
});

it('a head that somebody holds is told when its key had given way before', async () => {
  const [first, second] = await keysIn(ledger.store);
  const { privateKey } = ledger.keys.of(first!.key)!;
  const { head } = (await ledger.store.newestHead())!;
  const stolen = (changes: Partial<typeof head>): SignedHead => {
    const text = headText({ ...head, ...changes, key: first!.key });
    return { text, signature: signText(text, privateKey) };
  };
  const sentence = expect.stringContaining(`gave way to ${second!.key} at 5 events. (held)`);
  const heads = await ledger.store.recentHeads(9, 2);
  const { size, root } = heads[0]!.head;
  for (const forged of [stolen({}), stolen({ size, root, nextKey: newKey().publicKey })]) {
    const { finding, more } = await ledger.verify({ held: [{ name: 'held', heads: [forged] }] });
    expect([finding, more]).toMatchObject([{ what: 'heads', sentence }, []]);
  }
  expect((await ledger.verify({ held: [{ name: 'held', heads }] })).finding).toBeNull();
});
