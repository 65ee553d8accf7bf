/** The private keys that sign heads: files of their own, or given by configuration. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Told to whoever runs it. */
export class SealKeyUnusable extends Error {}

export type SigningKey = Readonly<{
  /** 32 bytes in hex. */
  publicKey: string;
  privateKey: KeyObject;
}>;

const fileName = /^seal-[0-9a-f]{16}\.key$/;

export class SigningKeys {
  /**
   * @param folder where keys are kept, `<dataDir>/keys`
   * @param configured an Ed25519 private key as JWK; where processes share no folder
   */
  constructor(
    private readonly folder: string,
    private readonly configured?: string,
  ) {}

  /** The private half of a public key; undefined when it is not here. @throws SealKeyUnusable */
  of(publicKey: string): SigningKey | undefined {
    return this.all().find((key) => key.publicKey === publicKey);
  }

  /** The one that configuration gives, if it gives one. @throws SealKeyUnusable */
  given(): SigningKey | undefined {
    return this.configured ? read(this.configured, 'SEAL_KEY') : undefined;
  }

  /** What signs the first head: what is configured, or left by a failed start, or a new one. */
  first(): SigningKey {
    return this.all()[0] ?? this.create();
  }

  /** A new key, in a file that its owner alone can read. */
  create(): SigningKey {
    const { privateKey } = generateKeyPairSync('ed25519');
    const publicKey = publicKeyOf(privateKey);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `seal-${publicKey.slice(0, 16)}.key`);
    const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
    writeFileSync(path, `${jwk}\n`, { mode: 0o600, flag: 'wx', flush: true });
    chmodSync(path, 0o600);
    return { publicKey, privateKey };
  }

  private all(): SigningKey[] {
    const keys = this.configured ? [read(this.configured, 'SEAL_KEY')] : [];
    for (const file of this.files()) {
      keys.push(read(readFileSync(join(this.folder, file), 'utf8'), join(this.folder, file)));
    }
    return keys;
  }

  private files(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((file) => fileName.test(file))
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

function read(text: string, where: string): SigningKey {
  try {
    const privateKey = createPrivateKey({ format: 'jwk', key: JSON.parse(text) });
    return { publicKey: publicKeyOf(privateKey), privateKey };
  } catch {
    throw new SealKeyUnusable(`${where} must hold an Ed25519 private key as JWK, and does not.`);
  }
}

function publicKeyOf(privateKey: KeyObject): string {
  const { crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (crv !== 'Ed25519' || !x) throw new TypeError('not Ed25519');
  return Buffer.from(x, 'base64url').toString('hex');
}
