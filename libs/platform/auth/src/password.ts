/** Passwords: hashed so that a stolen table is of little use, and never too many at once. */
import { HttpProblem } from '@taizhang/platform/http';
import { createHmac, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

// OWASP's password storage cheat sheet, 2023: N = 2^15, r = 8, p = 1 takes 32 MiB a hash.
const costExponent = 15;
const blockSize = 8;
const parallelism = 1;
const saltBytes = 16;
const hashBytes = 32;

// Each hash takes 32 MiB and a thread of the pool that files and DNS share.
const atOnceMax = 2;
const waitingMax = 64;

/** A hash with its parameters, in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, hashBytes, costExponent, blockSize, parallelism);
  const parameters = `ln=${costExponent},r=${blockSize},p=${parallelism}`;
  return `$scrypt$${parameters}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Takes as long for a wrong password as for the right one. */
export async function isPassword(password: string, encoded: string): Promise<boolean> {
  const [, cost, block, parallel, salt, hash] = phc.exec(encoded) ?? [];
  if (!salt || !hash) throw new Error('A stored password hash is not in the expected format');
  const expected = Buffer.from(hash, 'base64');
  const parameters = [Number(cost), Number(block), Number(parallel)] as const;
  const actual = await derive(
    password,
    Buffer.from(salt, 'base64'),
    expected.length,
    ...parameters,
  );
  return timingSafeEqual(actual, expected);
}
const phc = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/;

/** What an unknown username is checked against, so that it takes as long as a known one. */
export const nobodysHash =
  `$scrypt$ln=${costExponent},r=${blockSize},p=${parallelism}` +
  `$${'A'.repeat(22)}==$${'A'.repeat(43)}=`;

export type Weakness =
  'too-short' | 'too-long' | 'same-as-old' | 'contains-username' | 'repetitive';

/** Why a password will not do; null when it will. */
export function weaknessOf(password: string, username: string, old?: string): Weakness | null {
  const length = [...password].length;
  if (length < 10) return 'too-short';
  if (length > 200) return 'too-long';
  if (old !== undefined && normal(password) === normal(old)) return 'same-as-old';
  if (password.toLowerCase().includes(username.toLowerCase())) return 'contains-username';
  return new Set(password).size < 5 ? 'repetitive' : null;
}

/**
 * A password of 80 bits to read to somebody, e.g. `k7x2-m9qp-a4t1-v3zz`. The same seed under the
 * same key gives the same one: a repeated command answers as the first time.
 */
export function oneTimePassword(key: Uint8Array, seed: string = randomBytes(16).toString('hex')) {
  const bytes = createHmac('sha256', key).update(`one-time-password ${seed}`).digest();
  // Crockford's base 32, as in ids: no letter that reads like a digit.
  const letters = [...bytes.subarray(0, 16)].map((byte) => alphabet[byte & 31]).join('');
  return letters.match(/.{4}/g)!.join('-');
}
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

// The same password typed on another keyboard may come as other code points.
const normal = (password: string) => password.normalize('NFKC');

let atOnce = 0;
const waiting: (() => void)[] = [];

async function derive(
  password: string,
  salt: Buffer,
  bytes: number,
  cost: number,
  block: number,
  parallel: number,
): Promise<Buffer> {
  const options = { N: 2 ** cost, r: block, p: parallel, maxmem: 256 * 2 ** cost * block };
  await turn();
  try {
    return await scrypted(normal(password), salt, bytes, options);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else atOnce--;
  }
}

/** Resolves when one of the places is free. */
async function turn(): Promise<void> {
  if (atOnce < atOnceMax) {
    atOnce++;
    return;
  }
  if (waiting.length >= waitingMax) {
    throw new HttpProblem('temporarily-unavailable', { retryAfterSeconds: 3 });
  }
  await new Promise<void>((go) => waiting.push(go));
}

const scrypted = (password: string, salt: Buffer, bytes: number, options: ScryptOptions) =>
  new Promise<Buffer>((done, fail) => {
    scrypt(password, salt, bytes, options, (error, key) => (error ? fail(error) : done(key)));
  });
