/** Processes that seal one ledger sign with one key, or say at the start that they cannot. */
import { systemClock } from '@taizhang/kernel';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSeals, type Seals } from './open-seals';
import { SealedLog } from './seal.fixtures';
import { SealKeyUnusable, SigningKeys } from './signing-keys';

const newKey = () =>
  JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));

let ledger: SealedLog;
beforeEach(async () => {
  ledger = await SealedLog.open();
});
afterEach(() => ledger.close());

/** A process on a machine of its own: what it shares with others is the database. */
function on(machine: string, key?: string): Promise<Seals> {
  const dataDir = join(ledger.dataDir, machine);
  mkdirSync(dataDir, { recursive: true });
  const { stored, database } = ledger;
  return openSeals({ stored, pool: database.pool, dataDir, key, clock: systemClock });
}

const publicKeyOf = (key: string) => new SigningKeys('/nowhere', key).given()!.publicKey;

describe('Processes that seal one ledger', () => {
  it('sign in turn with the key that all were given', async () => {
    const key = newKey();
    const [one, other] = [await on('a', key), await on('b', key)];
    for (const process of [one, other, one, other]) {
      await process.agreeOnKey();
      await ledger.append(3);
      expect((await process.sealer.seal()).head!.head.key).toBe(publicKeyOf(key));
    }
    expect((await one.verify()).finding).toBeNull();
    expect((await other.verify()).finding).toBeNull();
  });

  it('are refused with another key before anything was signed', async () => {
    const [first, second] = [newKey(), newKey()];
    await (await on('a', first)).agreeOnKey();
    const late = (await on('b', second)).agreeOnKey();
    await expect(late).rejects.toThrow(SealKeyUnusable);
    await expect(late).rejects.toThrow(
      `SEAL_KEY is the key ${publicKeyOf(second)}, but this ledger will be signed with ` +
        publicKeyOf(first),
    );
  });

  it('are refused with another key afterwards, told which one signs and since when', async () => {
    const [first, second] = [newKey(), newKey()];
    const signing = await on('a', first);
    await ledger.append(3);
    const { head } = await signing.sealer.seal();
    await expect((await on('b', second)).agreeOnKey()).rejects.toThrow(
      `has been signed with ${publicKeyOf(first)}, last at ${head!.head.at}`,
    );
    // Without a key of its own it serves queries, and tells when its turn to sign comes.
    const without = await on('c');
    await without.agreeOnKey();
    await ledger.append(1);
    await expect(without.sealer.seal()).rejects.toThrow('private key of');
  });

  it('go on with the next key where its file was brought', async () => {
    const key = newKey();
    const rotating = await on('a', key);
    await ledger.append(3);
    await rotating.sealer.seal();
    await rotating.sealer.rotateKey();
    await rotating.agreeOnKey();
    await expect((await on('b', key)).agreeOnKey()).rejects.toThrow(SealKeyUnusable);
  });

  it('begin at the same time with one key', async () => {
    const given = [newKey(), newKey(), newKey()];
    const processes = await Promise.all(given.map((key, index) => on(`m${index}`, key)));
    const agreed = await Promise.allSettled(processes.map((one) => one.agreeOnKey()));
    expect(agreed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
