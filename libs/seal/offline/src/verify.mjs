// Verifies a case file of Taizhang without Taizhang: no network, no database, nothing to install.
//
//   node verify.mjs <folder or .zip> --key <public key> [--show]
//   node verify.mjs <proof that the ledger only grew, .json> --key <public key>
//
// Exit code 0: every record is what was sealed, under the key you named. 1: something does not
// fit, the first is named. 2: not a case file. 3: all fits, but you named no key to believe.
//
// How it works. A ledger is a list of events. Its Merkle tree (RFC 6962) makes one hash, the root,
// of all of them; a head is "so many events have this root", signed with Ed25519. A case file has
// some of the events, and with each the hashes that lead from it to the root. Whoever changes a
// letter of an event arrives at another root, and cannot sign that. The statement, signed by the
// same key, says which streams are in the file and where each ended when it was made.
// Read from the bottom of "verifyCaseFile" upwards; the rest reads files.
/* global atob, crypto, TextEncoder */

const limits = { bytes: 256 * 1024 * 1024, events: 200_000, proof: 64 };

/** What does not fit; the sentence names where. */
export class DoesNotFit extends Error {}
/** Not a case file at all. */
export class NotACaseFile extends Error {}

const utf8 = (text) => new TextEncoder().encode(text);
const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};
const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const hashText = async (text) => toHex(await sha256(utf8(text)));

// --- reading ---

/** JSON that can be read in one way only: written exactly as JSON.stringify writes it. */
function readJson(files, name) {
  const bytes = files.get(name);
  if (!bytes) throw new NotACaseFile(`There is no ${name}.`);
  let text, value, again;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
    again = `${JSON.stringify(value, null, 1)}\n`;
  } catch {
    throw new DoesNotFit(`${name} is not JSON in UTF-8: it was altered.`);
  }
  // Names given twice, numbers written oddly and anything hidden between are gone by now.
  if (again !== text) {
    throw new DoesNotFit(`${name} is not written as it was exported: it was altered.`);
  }
  return value;
}

/** An object with exactly these fields, each of its kind. */
function fields(value, kinds, where) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const names = Object.keys(kinds);
  if (!isObject || Object.keys(value).join() !== names.join()) {
    throw new DoesNotFit(`${where} does not have exactly the fields ${names.join(', ')}.`);
  }
  for (const name of names) {
    if (!kinds[name](value[name])) throw new DoesNotFit(`${where}: ${name} is not as it must be.`);
  }
  return value;
}

const text = (value) => typeof value === 'string' && value.length <= 10_000_000;
const whole = (value) => Number.isSafeInteger(value) && value >= 0;
const list = (most) => (value) => Array.isArray(value) && value.length <= most;
const anything = () => true;
const is = (wanted) => (value) => value === wanted;

const eventKinds = {
  ...{ place: whole, stream: text, revision: whole, id: text, type: text, version: whole },
  ...{ at: text, recordedAt: text, by: text, context: text, data: text },
  proof: (value) => list(limits.proof)(value) && value.every(isHash),
  key: (value) => value === null || isHash(value),
};

// --- heads and keys ---

const headShape = new RegExp(
  '^taizhang head 1\\nsize (0|[1-9]\\d{0,14})\\nroot ([0-9a-f]{64})\\nat (\\S{24})\\n' +
    'previous (none|[0-9a-f]{64})\\nkey ([0-9a-f]{64})\\n(?:next-key ([0-9a-f]{64})\\n)?$',
);

async function signedText(value, where) {
  const signature = (given) => typeof given === 'string' && /^[0-9a-f]{128}$/.test(given);
  return fields(value, { text, signature }, where);
}

async function assertSigned(signed, publicKey, where) {
  let fits = false;
  try {
    const raw = fromHex(publicKey);
    const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    const signature = fromHex(signed.signature);
    fits = await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, utf8(signed.text));
  } catch (error) {
    if (error.name === 'NotSupportedError') throw new Error(noEd25519, { cause: error });
  }
  if (!fits) throw new DoesNotFit(`The signature of ${where} is false.`);
}

const noEd25519 =
  'This browser cannot verify Ed25519 signatures. Use a newer one (Chrome or Edge 137, ' +
  'Firefox 130, Safari 17), or Node: node verify.mjs <case file>. 此浏览器不支持 Ed25519 验签，请更新浏览器或用 Node 运行 verify.mjs。';

async function readHead(value, where) {
  const signed = await signedText(value, where);
  const found = headShape.exec(signed.text);
  if (!found) throw new DoesNotFit(`${where} is not a head.`);
  const [, size, root, at, previous, key, nextKey] = found;
  await assertSigned(signed, key, where);
  return { signed, size: Number(size), root, at, previous, key, nextKey };
}

/** The public keys in order, each introduced by the one before and confirming that itself. */
async function readKeys(rotations, heads) {
  const chain = [];
  for (const [index, rotation] of rotations.entries()) {
    const where = `key change ${index + 1}`;
    fields(rotation, { introducing: anything, confirming: anything }, where);
    const old = await readHead(rotation.introducing, `the old key's part of ${where}`);
    const next = await readHead(rotation.confirming, `the new key's part of ${where}`);
    const fits =
      (index === 0 || chain.at(-1).key === old.key) &&
      old.nextKey === next.key &&
      next.previous === (await hashText(old.signed.text)) &&
      next.size === old.size &&
      next.root === old.root &&
      old.size >= (chain.at(-1)?.from ?? 0);
    if (!fits) throw new DoesNotFit(`${where} does not join the keys before and after it.`);
    if (index === 0) chain.push({ key: old.key, from: 0, to: old.size });
    else chain.at(-1).to = old.size;
    chain.push({ key: next.key, from: next.size, to: Infinity });
  }
  if (chain.length === 0) chain.push({ key: heads[0].key, from: 0, to: Infinity });
  // A key that was replaced signs nothing any more; whoever stole it cannot go on with it.
  const hasTurn = (head) =>
    chain.some(({ key, from, to }) => key === head.key && head.size >= from && head.size <= to);
  if (!heads.every(hasTurn)) {
    throw new DoesNotFit('The head is signed by a key that had no turn at its size.');
  }
  return chain.map(({ key }) => key);
}

// --- the statement ---

const statementShape = new RegExp(
  '^taizhang case file 1\\ncase (\\S{1,200})\\nat (\\S{24})\\nhead ([0-9a-f]{64})\\n' +
    '((?:stream \\S{1,200} (?:0|[1-9]\\d{0,9})\\n)+)page ([0-9a-f]{64})\\nkey ([0-9a-f]{64})\\n$',
);

async function readStatement(value, head) {
  const signed = await signedText(value, 'the statement');
  const found = statementShape.exec(signed.text);
  if (!found) throw new DoesNotFit('The statement is not one.');
  const [, caseId, at, headHash, streamLines, page, key] = found;
  await assertSigned(signed, head.key, 'the statement');
  if (key !== head.key || headHash !== (await hashText(head.signed.text))) {
    throw new DoesNotFit('The statement belongs to another head.');
  }
  const streams = new Map();
  for (const line of streamLines.trimEnd().split('\n')) {
    const [, stream, last] = line.split(' ');
    if (streams.has(stream)) throw new DoesNotFit(`The statement names ${stream} twice.`);
    streams.set(stream, Number(last));
  }
  if (!streams.has(caseId)) throw new DoesNotFit('The statement lacks the case itself.');
  return { caseId, at, streams, page };
}

// --- events ---

const leafText = (event) =>
  JSON.stringify([
    ...[event.id, event.type, String(event.version), event.stream, String(event.revision)],
    ...[event.at, event.recordedAt, event.by, event.context, event.data],
  ]);

const node = (left, right) => sha256(joined([1], left, right));

/** The root that a leaf at a place and its proof lead to (RFC 9162, 2.1.3.2); null when none. */
async function rootFrom(leafHash, place, size, proof) {
  if (place >= size) return null;
  let [at, last, hash] = [place, size - 1, leafHash];
  for (const sibling of proof.map(fromHex)) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = await node(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = await node(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? toHex(hash) : null;
}

/** What the personal fields of an event hold, opened with that event's own key. */
async function open(event, where) {
  const data = readData(event, where);
  const { $personal: personal, ...rest } = data;
  if (event.key === null) return { data: rest, hidden: personal !== undefined };
  try {
    const sealed = Uint8Array.from(atob(personal.fields), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey('raw', fromHex(event.key), 'AES-GCM', false, [
      'decrypt',
    ]);
    // Stored as nonce (12 bytes), tag (16), text; what it belongs to is bound to it.
    const additionalData = utf8(`${event.stream}\n${event.type}\n${event.id}`);
    const options = { name: 'AES-GCM', iv: sealed.subarray(0, 12), additionalData };
    const cipher = joined(sealed.subarray(28), sealed.subarray(12, 28));
    const plain = new Uint8Array(await crypto.subtle.decrypt(options, key, cipher));
    return { data: { ...rest, ...JSON.parse(new TextDecoder().decode(plain)) }, hidden: false };
  } catch {
    throw new DoesNotFit(`${where}: the key given with it does not open what was sealed.`);
  }
}

function readData(event, where) {
  try {
    return JSON.parse(event.data);
  } catch {
    throw new DoesNotFit(`${where}: its data is not JSON.`);
  }
}

async function readEvents(events, head, streams) {
  const read = [];
  const next = new Map([...streams.keys()].map((stream) => [stream, 0]));
  let lastPlace = -1;
  for (const [index, event] of events.entries()) {
    const number = `event ${index + 1} of the file`;
    fields(event, eventKinds, number);
    const where = `${number} (${event.stream} revision ${event.revision}, place ${event.place})`;
    const leaf = await sha256(joined([0], utf8(leafText(event))));
    if ((await rootFrom(leaf, event.place, head.size, event.proof)) !== head.root) {
      throw new DoesNotFit(`${where} is not what was sealed at this place.`);
    }
    if (event.place <= lastPlace) throw new DoesNotFit(`${where} is out of order or here twice.`);
    lastPlace = event.place;
    if (!next.has(event.stream)) throw new DoesNotFit(`${where} is of a stream not in this file.`);
    if (event.revision !== next.get(event.stream)) {
      const missing = `revision ${next.get(event.stream)} of ${event.stream}`;
      throw new DoesNotFit(`${where}: ${missing} is missing before it.`);
    }
    next.set(event.stream, event.revision + 1);
    read.push({ ...event, ...(await open(event, where)) });
  }
  for (const [stream, last] of streams) {
    if (next.get(stream) !== last + 1) {
      throw new DoesNotFit(`${stream} ended at revision ${last}; ${next.get(stream)} is missing.`);
    }
  }
  return read;
}

// --- the whole ---

function assertBelieved(keys, pinned) {
  if (!pinned || keys.includes(pinned)) return;
  throw new DoesNotFit(`The key you believe, ${pinned}, has not signed this: ${keys.join(', ')}.`);
}

const known = ['events.json', 'seal.json', 'index.html', 'verify.mjs', 'verify.html'];

/**
 * @param {Map<string, Uint8Array>} files by name
 * @param {string} [pinned] the public key you believe, 64 hexadecimal digits, got from elsewhere
 * @throws {DoesNotFit | NotACaseFile}
 */
export async function verifyCaseFile(files, pinned) {
  const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0);
  if (bytes > limits.bytes) throw new NotACaseFile('This is larger than any case file.');
  const sealKinds = { format: is('taizhang seal 1'), head: anything, keys: list(1000) };
  const seal = fields(
    readJson(files, 'seal.json'),
    { ...sealKinds, statement: anything },
    'seal.json',
  );
  const eventsKinds = { format: is('taizhang events 1'), case: text, events: list(limits.events) };
  const exported = fields(readJson(files, 'events.json'), eventsKinds, 'events.json');
  const head = await readHead(seal.head, 'the head');
  const keys = await readKeys(seal.keys, [head]);
  assertBelieved(keys, pinned);
  const statement = await readStatement(seal.statement, head);
  if (exported.case !== statement.caseId) throw new DoesNotFit('The statement is of another case.');
  const events = await readEvents(exported.events, head, statement.streams);
  const page = files.get('index.html');
  if (!page || toHex(await sha256(page)) !== statement.page) {
    throw new DoesNotFit('index.html is not the page that was exported; the records do fit.');
  }
  const others = [...files.keys()].filter((name) => !known.includes(name));
  return { caseId: statement.caseId, at: statement.at, head, keys, events, others };
}

/**
 * Whether a ledger only grew between two heads: one JSON file, as "taizhang seal proof" writes it.
 * Keep a head that you were given; a later one must come with this.
 */
export async function verifyGrowth(files, pinned) {
  const [name] = files.keys();
  const kinds = { format: is('taizhang growth 1'), older: anything, newer: anything };
  const proofKind = (value) => list(limits.proof)(value) && value.every(isHash);
  const all = { ...kinds, keys: list(1000), proof: proofKind };
  const { proof, ...given } = fields(readJson(files, name), all, name);
  const older = await readHead(given.older, 'the older head');
  const newer = await readHead(given.newer, 'the newer head');
  const keys = await readKeys(given.keys, [older, newer]);
  assertBelieved(keys, pinned);
  if (!(await hasGrown(older, newer, proof))) {
    throw new DoesNotFit(
      'The newer ledger does not begin with the older one: history was changed.',
    );
  }
  return { older, newer, keys };
}

/** RFC 9162, 2.1.4.2 */
async function hasGrown(older, newer, proof) {
  if (older.size === newer.size) return proof.length === 0 && older.root === newer.root;
  if (older.size < 1 || older.size > newer.size) return false;
  let [at, last] = [older.size - 1, newer.size - 1];
  while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)];
  const hashes = (at === 0 ? [older.root, ...proof] : proof).map(fromHex);
  if (hashes.length === 0) return false;
  let [before, after] = [hashes[0], hashes[0]];
  for (const sibling of hashes.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = await node(sibling, before);
      after = await node(sibling, after);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      after = await node(after, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && toHex(before) === older.root && toHex(after) === newer.root;
}

// --- .zip files as they are exported: nothing compressed ---

export function readZip(bytes) {
  const files = new Map();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const broken = () => new DoesNotFit('The .zip is not as it was exported; unpack it first.');
  const u16 = (at) => view.getUint16(at, true);
  const u32 = (at) => view.getUint32(at, true);
  const entries = [];
  try {
    let at = 0;
    while (u32(at) === 0x04034b50) {
      const [size, nameLength] = [u32(at + 18), u16(at + 26)];
      const start = at + 30 + nameLength;
      const name = new TextDecoder().decode(bytes.subarray(at + 30, start));
      const plain = u16(at + 6) === 0 && u16(at + 8) === 0 && u16(at + 28) === 0;
      if (!plain || u32(at + 22) !== size || files.has(name)) throw broken();
      if (start + size > bytes.length) throw broken();
      files.set(name, bytes.subarray(start, start + size));
      entries.push({ name, size, at });
      at = start + size;
    }
    // Programs that unpack go by the directory at the end: it must say the same.
    const directory = at;
    for (const entry of entries) {
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + u16(at + 28)));
      const same = name === entry.name && u32(at + 24) === entry.size && u32(at + 42) === entry.at;
      const plain = u16(at + 8) === 0 && u16(at + 10) === 0 && u32(at + 30) === 0;
      if (u32(at) !== 0x02014b50 || !same || !plain || u32(at + 20) !== entry.size) throw broken();
      at += 46 + u16(at + 28);
    }
    const ends = u32(at) === 0x06054b50 && at + 22 === bytes.length && u16(at + 20) === 0;
    if (!ends || u32(at + 16) !== directory || u16(at + 10) !== entries.length) throw broken();
  } catch (error) {
    throw error instanceof RangeError ? broken() : error;
  }
  return files;
}

// --- for people ---

const signer = (keys, pinned) =>
  pinned
    ? `Signed under the key you believe: ${pinned}`
    : `NO KEY WAS NAMED. Anybody can make a key and sign a file like this. It was signed by\n` +
      `  ${keys.at(-1)}\nAsk the company, elsewhere, whether a key of this chain is theirs:\n` +
      keys.map((key) => `  ${key}`).join('\n');

/** What was verified, in sentences. */
export function verdict({ caseId, at, head, keys, events, others }, pinned) {
  const streams = new Map(events.map(({ stream, revision }) => [stream, revision]));
  return [
    `ACCEPTED. ${events.length} records of ${caseId}, exported ${at}, are what was sealed,`,
    `each at its place among ${head.size} events, under a head signed ${head.at}.`,
    ...[...streams].map(([stream, last]) => `  ${stream}: revisions 0 to ${last}, none missing`),
    'That these streams ended there is stated and signed, not proven by hashes: whoever has a',
    'later record sealed under this head can prove the signer wrong.',
    signer(keys, pinned),
    ...(others.length > 0 ? [`Not part of the case file, not verified: ${others.join(', ')}`] : []),
  ].join('\n');
}

/** One record as it was sealed. */
export const recordText = (event) =>
  [
    `${event.at}  ${event.type}  by ${event.by}`,
    `  ${event.stream} revision ${event.revision}, place ${event.place}`,
    `  recorded ${event.recordedAt}`,
    ...Object.entries(event.data).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
    ...(event.hidden ? ['  (personal fields are not shown in this file)'] : []),
  ].join('\n');

async function main(args) {
  const { readFile, readdir, stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const at = args.indexOf('--key');
  const pinned = at < 0 ? undefined : args[at + 1];
  const [place] = args.filter(
    (arg, index) => !arg.startsWith('--') && (at < 0 || index !== at + 1),
  );
  if (!place || (at >= 0 && !isHash(pinned))) {
    console.error('node verify.mjs <folder or .zip> --key <64 hexadecimal digits> [--show]');
    return 2;
  }
  try {
    let files = new Map();
    if ((await stat(place)).isDirectory()) {
      for (const entry of await readdir(place, { withFileTypes: true })) {
        if (entry.isFile()) files.set(entry.name, await readFile(join(place, entry.name)));
      }
    } else if (place.endsWith('.json')) {
      const { older, newer, keys } = await verifyGrowth(
        new Map([[place, await readFile(place)]]),
        pinned,
      );
      console.log(
        `ACCEPTED. The ledger of ${newer.size} events (signed ${newer.at}) begins with that of ` +
          `${older.size} (signed ${older.at}): nothing was changed.\n${signer(keys, pinned)}`,
      );
      return pinned ? 0 : 3;
    } else {
      files = readZip(await readFile(place));
    }
    const verified = await verifyCaseFile(files, pinned);
    if (args.includes('--show')) console.log(verified.events.map(recordText).join('\n\n'), '\n');
    console.log(verdict(verified, pinned));
    return pinned ? 0 : 3;
  } catch (error) {
    console.error(error instanceof DoesNotFit ? `DOES NOT FIT: ${error.message}` : error.message);
    return error instanceof DoesNotFit ? 1 : 2;
  }
}

const isProgram = /(^|[\\/])verify\.mjs$/.test(globalThis.process?.argv?.[1] ?? '');
if (isProgram) main(process.argv.slice(2)).then((code) => (process.exitCode = code));
