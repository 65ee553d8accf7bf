// Writes docker/.env with secrets made for this installation; never over one that is there.
//   node docker/make-env.mjs [copies of each service, 1 to 5]
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const services = ['intake', 'complaints', 'billing-inquiries', 'assessment', 'views'];

/** @param {number} copies of each service @returns what .env holds, line by line */
export function environmentLines(copies) {
  const newKey = () =>
    JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  return [
    `POSTGRES_PASSWORD=${randomBytes(24).toString('base64url')}`,
    `JWT_KEY='${newKey()}'`,
    `VAULT_MASTER_KEY=${randomBytes(32).toString('base64')}`,
    `SEAL_KEY='${newKey()}'`,
    `COPIES=${copies}`,
    `UPSTREAMS=${services.map((name) => `${name}=${copiesOf(name, copies)}`).join(' ')}`,
  ];
}

/** Compose calls the second container of a service so. */
const copiesOf = (name, copies) =>
  Array.from({ length: copies }, (_, index) => `http://taizhang-${name}-${index + 1}:8080`).join();

function main(copies) {
  const file = join(import.meta.dirname, '.env');
  if (!(Number.isInteger(copies) && copies >= 1 && copies <= 5)) {
    throw new Error('The number of copies is 1 to 5.');
  }
  try {
    writeFileSync(file, `${environmentLines(copies).join('\n')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    throw new Error(`${file} is there already. Its secrets may be in use, so it is left alone.`, {
      cause: error,
    });
  }
  console.log(`${file} holds the secrets of this installation. Keep a copy in a safe place:`);
  console.log('without VAULT_MASTER_KEY the personal data in the ledger cannot be read,');
  console.log('and without SEAL_KEY nothing is sealed any more.');
}

if (process.argv[1] === import.meta.filename) {
  try {
    main(Number(process.argv[2] ?? 1));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
