/** The key that signs our tokens: from the configuration, or made once and kept. */
import { ConfigurationError, languageIn } from '@taizhang/platform/config';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type SigningKey = Readonly<{
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  /** Thumbprint (RFC 7638). */
  id: string;
  /** 32 secret bytes for another purpose; the same for the same key and purpose. */
  derive(purpose: string): Uint8Array;
}>;

/**
 * @param folder where `jwt.json` is kept, readable by its owner alone
 * @param configured an Ed25519 private key as JWK text; nothing is kept then
 * @throws ConfigurationError saying which of the two is wrong and what to do
 */
export async function loadSigningKey(folder: string, configured?: string): Promise<SigningKey> {
  if (configured !== undefined) return signingKeyOf(configured, 'JWT_KEY');
  const file = join(folder, 'jwt.json');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return signingKeyOf(kept ?? (await keepNewKey(folder, file)), file);
}

/** Two processes may start at once: the first to finish wins, and both use that one. */
async function keepNewKey(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const text = JSON.stringify(await exportJWK(privateKey));
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return await readFile(file, 'utf8');
  } finally {
    await rm(draft);
  }
}

async function signingKeyOf(text: string, source: string): Promise<SigningKey> {
  const jwk = parse(text);
  if (jwk?.kty !== 'OKP' || jwk.crv !== 'Ed25519' || !jwk.d || !jwk.x) {
    const sentence = {
      zh: `${source} 不是有效的 Ed25519 私钥（JWK）。请更正；若删除，将生成新密钥，已签发的令牌随即失效。`,
      en:
        `${source} does not hold an Ed25519 private key as JWK. ` +
        'Correct it; without one, a key is made (tokens given out before then end).',
    };
    throw new ConfigurationError([sentence], languageIn(process.env));
  }
  const { d, ...publicJwk } = jwk;
  return {
    privateKey: (await importJWK(jwk, 'EdDSA')) as CryptoKey,
    publicKey: (await importJWK(publicJwk, 'EdDSA')) as CryptoKey,
    id: await calculateJwkThumbprint(publicJwk),
    derive: (purpose) =>
      new Uint8Array(
        hkdfSync('sha256', Buffer.from(d, 'base64url'), '', `taizhang ${purpose}`, 32),
      ),
  };
}

function parse(text: string): JWK | undefined {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    return undefined;
  }
}
