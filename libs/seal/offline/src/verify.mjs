// Verifies a case file of Taizhang without Taizhang: no network, no database, nothing to install.
//
//   node verify.mjs <folder or .zip> --key <public key> [--show]
//   node verify.mjs <proof that the ledger only grew, .json> --key <public key> [--root <hash>]
//
// Exit code 0: every record is what was sealed, under the key you named. 1: something does not
// fit, the first is named. 2: not a case file. 3: all fits, but you named no key to believe.
// --root: of a head that you were given before; the older of the two ledgers must have it.
//
// How it works. A ledger is a list of events. Its Merkle tree (RFC 6962) makes one hash, the root,
// of all of them; a head is "so many events have this root", signed with Ed25519. A case file has
// some of the events, and with each the hashes that lead from it to the root. Whoever changes a
// letter of an event arrives at another root, and cannot sign that. The statement, signed by the
// same key, says which streams are in the file, where each ended when it was made, and the hashes
// of the page to read and of the verifiers that came along.
// Read from the bottom of "verifyCaseFile" upwards; the rest reads files.
/* global atob, crypto, TextEncoder */

const limits = { bytes: 256 * 1024 * 1024, values: 5_000_000, events: 200_000, proof: 64 };

class Told extends Error {
  constructor(message, zh) {
    super(message);
    this.zh = zh;
  }
}
/** What does not fit; the sentence names where, and says it in Chinese as `zh`. */
export class DoesNotFit extends Told {}
/** Not a case file at all. */
export class NotACaseFile extends Told {}
const tooLarge = () =>
  new NotACaseFile('This is larger than any case file.', '超过案卷的最大尺寸。');
const noProof = () => new NotACaseFile('This is no proof of growth.', '这不是账本增长的证明。');

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
/** What others wrote, so that it moves no cursor, begins no line and turns no direction. */
const plainly = (text) =>
  String(text).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (odd) => `\\u{${odd.codePointAt(0).toString(16)}}`,
  );
const said = (en, zh) => ({ en, zh });

// --- reading ---

/** Nothing but brackets would take gigabytes and minutes before it is found to be odd. */
function assertFewValues(bytes) {
  let [values, isText] = [0, false];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x22) isText = !isText;
    else if (byte === 0x5c) at++;
    // A comma, [ or {
    else if (!isText && (byte === 0x2c || byte === 0x5b || byte === 0x7b)) values++;
  }
  if (values > limits.values) throw tooLarge();
}

/** JSON that can be read in one way only: written exactly as JSON.stringify writes it. */
function readJson(files, name) {
  const bytes = files.get(name);
  if (!bytes) throw new NotACaseFile(`There is no ${name}.`, `没有 ${name}。`);
  assertFewValues(bytes);
  let text, value, again;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
    again = `${JSON.stringify(value, null, 1)}\n`;
  } catch {
    const { en, zh } = text === undefined ? whereNotText(bytes, name) : whereOdd(text, name);
    throw new DoesNotFit(`${en} is not JSON in UTF-8: it was altered.`, `${zh} 不可读：已被改动。`);
  }
  // Names given twice, numbers written oddly and anything hidden between are gone by now.
  if (again !== text) {
    const { en, zh } = whereOdd(text, name);
    throw new DoesNotFit(
      `${en} is not written as it was exported: it was altered.`,
      `${zh} 与导出时的写法不同：已被改动。`,
    );
  }
  return value;
}

const eventBegins = '\n  {\n';
const eventEnds = '\n  }';

/** The first event that is not written as it was exported, or the file when it is none of them. */
function whereOdd(text, name) {
  // Each stands in lines of its own, and no text in it has a line feed: those are escaped.
  const [before, ...parts] = name === 'events.json' ? text.split(eventBegins) : [''];
  // An event whose beginning was altered stands behind the end of the one before.
  const hasEvent = (rest) => rest.includes('"place": ');
  if (hasEvent(before)) return eventNumber(1);
  for (const [index, part] of parts.entries()) {
    const [own, ...rest] = part.split(eventEnds);
    if (!isWritten(`{\n${own}\n}`.replaceAll('\n  ', '\n'))) return eventNumber(index + 1);
    if (hasEvent(rest.join(eventEnds))) return eventNumber(index + 2);
    if (index < parts.length - 1 && rest.join(eventEnds) !== ',') return eventNumber(index + 1);
  }
  return said(plainly(name), plainly(name));
}

/** The event with the first byte that is not UTF-8. */
function whereNotText(bytes, name) {
  const again = utf8(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const odd = again.findIndex((byte, at) => byte !== bytes[at]);
  const before = new TextDecoder().decode(bytes.subarray(0, odd)).split(eventBegins).length - 1;
  const isEvent = name === 'events.json' && before > 0;
  return isEvent ? eventNumber(before) : said(plainly(name), plainly(name));
}

function isWritten(text) {
  // What passed for text in the whole file need be none in a part of it.
  assertFewValues(utf8(text));
  try {
    return JSON.stringify(JSON.parse(text), null, 1) === text;
  } catch {
    return false;
  }
}

const eventNumber = (number) => said(`event ${number} of the file`, `文件中第 ${number} 条记录`);

/** An object with exactly these fields, each of its kind. */
function fields(value, kinds, { en, zh }) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const names = Object.keys(kinds);
  if (!isObject || Object.keys(value).join() !== names.join()) {
    throw new DoesNotFit(
      `${en} does not have exactly the fields ${names.join(', ')}.`,
      `${zh}应恰有这些字段：${names.join('、')}。`,
    );
  }
  const odd = names.find((name) => !kinds[name](value[name]));
  if (odd === undefined) return value;
  throw new DoesNotFit(`${en}: ${odd} is not as it must be.`, `${zh}：${odd} 不合规定。`);
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

const signature = (value) => typeof value === 'string' && /^[0-9a-f]{128}$/.test(value);
const signedText = (value, where) => fields(value, { text, signature }, where);

async function assertSigned(signed, publicKey, where) {
  let fits = false;
  try {
    const raw = fromHex(publicKey);
    const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    const signature = fromHex(signed.signature);
    fits = await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, utf8(signed.text));
  } catch (error) {
    // What cannot be looked at is not false: browsers give none of it to pages that came by http.
    const isHere = globalThis.crypto?.subtle && error.name !== 'NotSupportedError';
    if (!isHere) throw new Error(noEd25519, { cause: error });
  }
  if (!fits) {
    throw new DoesNotFit(`The signature of ${where.en} is false.`, `${where.zh}的签名不成立。`);
  }
}

const noEd25519 =
  'Ed25519 signatures cannot be verified here. Open the page from a file or by https, in a new ' +
  'browser (Chrome or Edge 137, Firefox 130, Safari 17), or use Node from 20 on: node verify.mjs ' +
  '<case file>. 此处无法验证 Ed25519 签名：请以本地文件或 https 在新版浏览器中打开，或用 Node 20 以上运行 verify.mjs。';

async function readHead(value, where) {
  const signed = signedText(value, where);
  const found = headShape.exec(signed.text);
  if (!found) throw new DoesNotFit(`${where.en} is not a head.`, `${where.zh}不是封印。`);
  const [, size, root, at, previous, key, nextKey] = found;
  await assertSigned(signed, key, where);
  return { signed, size: Number(size), root, at, previous, key, nextKey };
}

/**
 * The public keys in order, each introduced by the one before and confirming that itself.
 * @param newest the head that everything is proven by @param older proven to be part of it
 */
async function readKeys(rotations, newest, older) {
  const chain = [];
  for (const [index, rotation] of rotations.entries()) {
    const where = said(`key change ${index + 1}`, `第 ${index + 1} 次换钥`);
    fields(rotation, { introducing: anything, confirming: anything }, where);
    const by = (en, zh) => said(`the ${en} key's part of ${where.en}`, `${where.zh}中${zh}钥所签`);
    const old = await readHead(rotation.introducing, by('old', '旧'));
    const next = await readHead(rotation.confirming, by('new', '新'));
    const fits =
      (index === 0 || chain.at(-1).key === old.key) &&
      old.nextKey === next.key &&
      next.previous === (await hashText(old.signed.text)) &&
      next.size === old.size &&
      next.root === old.root &&
      old.size >= (chain.at(-1)?.from ?? 0);
    if (!fits) {
      throw new DoesNotFit(
        `${where.en} does not join the keys before and after it.`,
        `${where.zh}未能衔接前后公钥。`,
      );
    }
    if (index === 0) chain.push({ key: old.key, from: 0, to: old.size });
    else chain.at(-1).to = old.size;
    chain.push({ key: next.key, from: next.size, to: Infinity });
  }
  if (chain.length === 0) chain.push({ key: newest.key, from: 0, to: Infinity });
  const hasTurn = (head) =>
    chain.some(({ key, from, to }) => key === head.key && head.size >= from && head.size <= to);
  // A key that was replaced signs nothing any more, not even over few events: whoever stole it
  // would sign another beginning, and show the later keys beside it.
  const isLast = newest.key === chain.at(-1).key;
  if (!isLast || !hasTurn(newest) || !(older === undefined || hasTurn(older))) {
    throw new DoesNotFit(
      'The head is signed by a key that had no turn at its size, or was replaced since.',
      '签署封印的公钥在该处不当值，或已被更换。',
    );
  }
  return chain.map(({ key }) => key);
}

// --- the statement ---

const programs = ['verify.html', 'verify.mjs'];
// The first version has the hash of the page alone.
const statementShape = new RegExp(
  '^taizhang case file [12]\\ncase (\\S{1,200})\\nat (\\S{24})\\nhead ([0-9a-f]{64})\\n' +
    '((?:stream \\S{1,200} (?:0|[1-9]\\d{0,9})\\n)+)' +
    '(page [0-9a-f]{64}\\n|(?:file [a-z.]{1,20} [0-9a-f]{64}\\n){1,9})key ([0-9a-f]{64})\\n$',
);

async function readStatement(value, head) {
  const where = said('the statement', '声明');
  const signed = signedText(value, where);
  const found = statementShape.exec(signed.text);
  if (!found) throw new DoesNotFit('The statement is not one.', '声明不成其为声明。');
  const [, caseId, at, headHash, streamLines, fileLines, key] = found;
  await assertSigned(signed, head.key, where);
  if (key !== head.key || headHash !== (await hashText(head.signed.text))) {
    throw new DoesNotFit('The statement belongs to another head.', '声明属于另一个封印。');
  }
  const streams = new Map();
  for (const line of streamLines.trimEnd().split('\n')) {
    const [, stream, last] = line.split(' ');
    if (streams.has(stream)) {
      throw new DoesNotFit(`The statement names ${plainly(stream)} twice.`, '声明重复列出同一流。');
    }
    streams.set(stream, Number(last));
  }
  if (!streams.has(caseId)) {
    throw new DoesNotFit('The statement lacks the case itself.', '声明缺少案卷本身。');
  }
  const hashes = new Map();
  for (const line of fileLines.trimEnd().split('\n')) {
    const words = line.split(' ');
    hashes.set(words.length === 2 ? 'index.html' : words[1], words.at(-1));
  }
  return { caseId, at, streams, hashes };
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
    const raw = fromHex(event.key);
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
    // Stored as nonce (12 bytes), tag (16), text; what it belongs to is bound to it.
    const additionalData = utf8(`${event.stream}\n${event.type}\n${event.id}`);
    const options = { name: 'AES-GCM', iv: sealed.subarray(0, 12), additionalData };
    const cipher = joined(sealed.subarray(28), sealed.subarray(12, 28));
    const plain = new Uint8Array(await crypto.subtle.decrypt(options, key, cipher));
    return { data: { ...rest, ...JSON.parse(new TextDecoder().decode(plain)) }, hidden: false };
  } catch {
    throw new DoesNotFit(
      `${where.en}: the key given with it does not open what was sealed.`,
      `${where.zh}：所附密钥打不开封印的内容。`,
    );
  }
}

function readData(event, where) {
  try {
    return { ...JSON.parse(event.data) };
  } catch {
    throw new DoesNotFit(`${where.en}: its data is not JSON.`, `${where.zh}：数据不是 JSON。`);
  }
}

async function readEvents(events, head, streams) {
  const read = [];
  const next = new Map([...streams.keys()].map((stream) => [stream, 0]));
  let lastPlace = -1;
  for (const [index, event] of events.entries()) {
    fields(event, eventKinds, eventNumber(index + 1));
    const where = whereIs(event, index + 1);
    const refuse = (en, zh) => new DoesNotFit(`${where.en}${en}`, `${where.zh}${zh}`);
    const leaf = await sha256(joined([0], utf8(leafText(event))));
    if ((await rootFrom(leaf, event.place, head.size, event.proof)) !== head.root) {
      throw refuse(' is not what was sealed at this place.', '与该位次封印的内容不符。');
    }
    if (event.place <= lastPlace) {
      throw refuse(' is out of order or here twice.', '次序颠倒或重复。');
    }
    lastPlace = event.place;
    if (!next.has(event.stream)) {
      throw refuse(' is of a stream not in this file.', '不属于本案卷所列的流。');
    }
    const due = next.get(event.stream);
    if (event.revision !== due) {
      const stream = plainly(event.stream);
      throw refuse(
        `: revision ${due} of ${stream} is missing before it.`,
        `：此前缺少 ${stream} 第 ${due} 版。`,
      );
    }
    next.set(event.stream, due + 1);
    read.push({ ...event, ...(await open(event, where)) });
  }
  for (const [stream, last] of streams) {
    const due = next.get(stream);
    if (due === last + 1) continue;
    throw new DoesNotFit(
      `${plainly(stream)} ended at revision ${last}; ${due} is missing.`,
      `${plainly(stream)} 止于第 ${last} 版，缺少第 ${due} 版。`,
    );
  }
  return read;
}

function whereIs({ stream, revision, place }, number) {
  // Nothing of it is believed yet.
  const named = plainly(stream.slice(0, 200));
  const { en, zh } = eventNumber(number);
  return said(
    `${en} (${named} revision ${revision}, place ${place})`,
    `${zh}（${named} 第 ${revision} 版，账本位次 ${place}）`,
  );
}

// --- the whole ---

function assertBelieved(keys, pinned) {
  if (!pinned || keys.includes(pinned)) return;
  throw new DoesNotFit(
    `The key you believe, ${pinned}, has not signed this: ${keys.join(', ')}.`,
    `您所信的公钥 ${pinned} 未签署此文件，签署者为：${keys.join('、')}。`,
  );
}

const notAsExported = (name) =>
  name === 'index.html'
    ? new DoesNotFit(
        'index.html is not the page that was exported; the records do fit.',
        'index.html 不是导出时的页面；各条记录则相符。',
      )
    : new DoesNotFit(
        `${name} is not the verifier that was exported: do not use it. The records do fit.`,
        `${name} 不是导出时的核验程序，请勿使用；各条记录则相符。`,
      );

/** Every file that the signed statement knows, byte for byte. Answers the names of the others. */
async function assertFiles(files, hashes) {
  for (const name of new Set(['index.html', ...hashes.keys()])) {
    const file = files.get(name);
    // Without a verifier a case file is none the worse.
    if (!file && programs.includes(name)) continue;
    if (!file || toHex(await sha256(file)) !== hashes.get(name)) throw notAsExported(name);
  }
  const known = ['events.json', 'seal.json', ...hashes.keys()];
  return [...files.keys()].filter((name) => !known.includes(name));
}

/**
 * @param {Map<string, Uint8Array>} files by name
 * @param {string} [pinned] the public key you believe, 64 hexadecimal digits, got from elsewhere
 * @throws {DoesNotFit | NotACaseFile}
 */
export async function verifyCaseFile(files, pinned) {
  const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0);
  if (bytes > limits.bytes) throw tooLarge();
  const format = is('taizhang seal 1');
  const sealKinds = { format, head: anything, keys: list(1000), statement: anything };
  const seal = fields(readJson(files, 'seal.json'), sealKinds, said('seal.json', 'seal.json '));
  const eventsKinds = { format: is('taizhang events 1'), case: text, events: list(limits.events) };
  const inFile = said('events.json', 'events.json ');
  const exported = fields(readJson(files, 'events.json'), eventsKinds, inFile);
  const head = await readHead(seal.head, said('the head', '封印'));
  const keys = await readKeys(seal.keys, head);
  assertBelieved(keys, pinned);
  const { caseId, at, streams, hashes } = await readStatement(seal.statement, head);
  if (exported.case !== caseId) {
    throw new DoesNotFit('The statement is of another case.', '声明属于另一案卷。');
  }
  const events = await readEvents(exported.events, head, streams);
  const others = await assertFiles(files, hashes);
  if (files.misfit) throw files.misfit;
  return { caseId, at, head, keys, events, others };
}

/**
 * Whether a ledger only grew between two heads: one JSON file, as "taizhang seal proof" writes it.
 * Keep a head that you were given; a later one must come with this.
 * @param {string} [root] of the head that you kept: whoever signs could show another of its size
 */
export async function verifyGrowth(files, pinned, root) {
  const [name] = files.keys();
  const value = readJson(files, name);
  if (value?.format !== 'taizhang growth 1') throw noProof();
  const kinds = { format: text, older: anything, newer: anything, keys: list(1000) };
  const all = { ...kinds, proof: eventKinds.proof };
  const { proof, ...given } = fields(value, all, said('The file', '该文件'));
  const older = await readHead(given.older, said('the older head', '旧封印'));
  const newer = await readHead(given.newer, said('the newer head', '新封印'));
  const keys = await readKeys(given.keys, newer, older);
  assertBelieved(keys, pinned);
  if (root && older.root !== root) {
    throw new DoesNotFit(
      `The older head, of ${older.size} events, has the root ${older.root} and not yours.`,
      `旧封印（${older.size} 条）的根哈希为 ${older.root}，与您所持不同。`,
    );
  }
  if (!(await hasGrown(older, newer, proof))) {
    throw new DoesNotFit(
      'The newer ledger does not begin with the older one: history was changed.',
      '新账本并非以旧账本开头：历史被改动。',
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

// --- .zip files as they are exported: nothing compressed, every byte accounted for ---

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff];
  return (crc ^ 0xffffffff) >>> 0;
}

const notThatZip = () =>
  new DoesNotFit(
    'The .zip is not as it was exported; unpack it and verify the folder.',
    '此 .zip 与导出时不同；请解压后核验文件夹。',
  );

/** Its files by name. One whose checksum is false is refused once its contents were looked at. */
export function readZip(bytes) {
  const files = new Map();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (at) => view.getUint16(at, true);
  const u32 = (at) => view.getUint32(at, true);
  const u8 = (at) => view.getUint8(at);
  const assert = (fits) => {
    if (!fits) throw notThatZip();
  };
  const assertAlike = (one, other, length) => {
    for (let at = 0; at < length; at++) assert(u8(one + at) === u8(other + at));
  };
  try {
    const begins = [];
    let at = 0;
    while (u32(at) === 0x04034b50) {
      const [size, start] = [u32(at + 22), at + 30 + u16(at + 26)];
      const name = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at + 30, start));
      // No two that a system takes for one: INDEX.HTML would be unpacked over the page.
      assert(/^[a-z]+\.[a-z]+$/.test(name));
      // Version 1.0, nothing compressed, the first day that a .zip knows, nothing further.
      assert(u16(at + 4) === 10 && u32(at + 6) === 0 && u32(at + 10) === 0x00210000);
      assert(u32(at + 18) === size && u16(at + 28) === 0 && !files.has(name));
      assert(start + size <= bytes.length);
      const file = bytes.subarray(start, start + size);
      if (u32(at + 14) !== crc32(file)) files.misfit = notThatZip();
      files.set(name, file);
      begins.push(at);
      at = start + size;
    }
    // Programs that unpack go by the directory at the end: it must say the same.
    const directory = at;
    for (const begin of begins) {
      const nameLength = u16(begin + 26);
      assert(u32(at) === 0x02014b50 && u16(at + 4) === 10 && u32(at + 42) === begin);
      assertAlike(at + 6, begin + 4, 26);
      for (let zero = 32; zero < 42; zero += 2) assert(u16(at + zero) === 0);
      assertAlike(at + 46, begin + 30, nameLength);
      at += 46 + nameLength;
    }
    assert(u32(at) === 0x06054b50 && u32(at + 4) === 0 && u16(at + 8) === begins.length);
    assert(u16(at + 10) === begins.length && u32(at + 12) === at - directory);
    assert(u32(at + 16) === directory && u16(at + 20) === 0 && at + 22 === bytes.length);
  } catch (error) {
    // Names that are no text, and numbers that lead outside.
    throw error instanceof DoesNotFit ? error : notThatZip();
  }
  return files;
}

// --- for people ---

const signer = (keys, pinned) =>
  pinned
    ? said(`Signed under the key you believe: ${pinned}`, `由您所信的公钥签署：${pinned}`)
    : said(
        'NO KEY WAS NAMED. Anybody can make a key and sign a file like this. It was signed by\n' +
          `  ${keys.at(-1)}\nAsk the company, elsewhere, whether a key of this chain is theirs:\n` +
          keys.map((key) => `  ${key}`).join('\n'),
        '您未指定公钥：任何人都能自造密钥签出这样的文件。请经其他途径向该公司核实上列公钥。',
      );

/** What was verified, in sentences, and what was not; in English, then in Chinese. */
export function verdict({ caseId, at, head, keys, events, others }, pinned) {
  const streams = new Map(events.map(({ stream, revision }) => [stream, revision]));
  const hidden = events.filter((event) => event.hidden).length;
  // A minute, because clocks of several machines differ.
  const signedAt = Date.parse(head.at) + 60_000;
  const late = events.filter(({ recordedAt }) => Date.parse(recordedAt) > signedAt).length;
  const { en, zh } = signer(keys, pinned);
  const [id, names] = [plainly(caseId), others.map(plainly).join(', ')];
  const accepted = pinned
    ? said('ACCEPTED.', '核验通过。')
    : said('NOT ACCEPTED: IT FITS, BUT THE SIGNER IS UNKNOWN.', '内容一致，但签署者未经确认。');
  return [
    `${accepted.en} ${events.length} records of ${id}, exported ${plainly(at)}, are what was sealed,`,
    `each at its place among ${head.size} events, under a head signed ${plainly(head.at)}.`,
    ...[...streams].map(
      ([name, last]) => `  ${plainly(name)}: revisions 0 to ${last}, none missing`,
    ),
    'That these streams ended there is stated and signed, not proven by hashes: whoever has a',
    'later record sealed under this head can prove the signer wrong. index.html is the page that',
    "was signed; its words are the signer's. What was sealed is in the records (--show).",
    ...(hidden > 0 ? [`Personal fields of ${hidden} records are not shown in this file.`] : []),
    ...(late > 0 ? [`DATES DO NOT AGREE: ${late} records are dated after their head.`] : []),
    ...(others.length > 0 ? [`NOT PART OF IT, NOT VERIFIED: ${names}`] : []),
    en,
    '',
    `${accepted.zh}${id}：${events.length} 条记录（${plainly(at)} 导出）与封印时一致，各在其位，末条之前无缺。`,
    `封印签于 ${plainly(head.at)}，覆盖账本 ${head.size} 条记录。末条之后再无记录，系签署者声明，非哈希所证。`,
    'index.html 是所签的页面，其文字出自签署者；以各条记录为准。',
    ...(hidden > 0 ? [`${hidden} 条记录的个人信息未在本文件中披露。`] : []),
    ...(late > 0 ? [`日期不符：${late} 条记录的入账时间晚于覆盖其的封印。`] : []),
    ...(others.length > 0 ? [`不属于案卷、未经核验：${names}`] : []),
    zh,
  ].join('\n');
}

/** The same of a proof that the ledger only grew. */
export function growthVerdict({ older, newer, keys }, pinned, root) {
  const { en, zh } = signer(keys, pinned);
  const [wasAt, isAt] = [plainly(older.at), plainly(newer.at)];
  return [
    `${pinned ? 'ACCEPTED' : 'NOT ACCEPTED: IT FITS, BUT THE SIGNER IS UNKNOWN'}. The ledger of ` +
      `${newer.size} events (signed ${isAt}) begins with that of ${older.size} (signed ${wasAt}): ` +
      'nothing was changed.',
    ...(root ? [] : ['This is about the head that you kept only if that one has the root']),
    ...(root ? [] : [`  ${older.root}`]),
    en,
    '',
    `${newer.size} 条的账本（${isAt} 签）以 ${older.size} 条的账本（${wasAt} 签）开头，未被改动。` +
      (root ? '' : '请比对您所持旧封印的根哈希与上列是否相同。'),
    zh,
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
  ]
    .map(plainly)
    .join('\n');

/** Undefined where they are no such arguments. */
function readArguments(args) {
  const read = { show: false };
  const rest = args.flatMap((arg) => (/^--\w+=/.test(arg) ? arg.split(/=(.*)/s, 2) : [arg]));
  while (rest.length > 0) {
    const arg = rest.shift();
    if (arg === '--show') read.show = true;
    else if (arg === '--key' || arg === '--root') {
      const hash = rest.shift()?.toLowerCase();
      if (!isHash(hash) || read[arg.slice(2)]) return undefined;
      read[arg.slice(2)] = hash;
    } else if (arg.startsWith('--') || read.place !== undefined) return undefined;
    else read.place = arg;
  }
  return read.place ? read : undefined;
}

async function readPlace(place) {
  const { readFile, readdir, stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const about = await stat(place);
  if (!about.isDirectory()) {
    if (about.size > limits.bytes) throw tooLarge();
    const bytes = await readFile(place);
    // By its own name: what is inside is named by whoever made it.
    const isGrowth = /\.json$/i.test(place);
    return { isGrowth, files: isGrowth ? new Map([[place, bytes]]) : readZip(bytes) };
  }
  const files = new Map();
  for (const entry of await readdir(place, { withFileTypes: true })) {
    // What is in a folder below was never exported, nor was what leads elsewhere.
    const name = entry.isFile() ? entry.name : `${entry.name}/`;
    const isOurs = ['events.json', 'seal.json', 'index.html', ...programs].includes(name);
    const isLarge = isOurs && (await stat(join(place, name))).size > limits.bytes;
    // Told to be there, and not read.
    files.set(name, isOurs && !isLarge ? await readFile(join(place, name)) : new Uint8Array());
    if (isLarge) throw tooLarge();
  }
  return { isGrowth: false, files };
}

async function main(args) {
  const read = readArguments(args);
  if (!read) {
    console.error('node verify.mjs <folder or .zip> --key <64 hexadecimal digits> [--show]');
    console.error('node verify.mjs <proof of growth, .json> --key <...> [--root <64 digits>]');
    return 2;
  }
  const { place, key, root, show } = read;
  try {
    const { files, isGrowth } = await readPlace(place);
    if (root && !isGrowth) throw noProof();
    if (isGrowth) {
      console.log(growthVerdict(await verifyGrowth(files, key, root), key, root));
    } else {
      const verified = await verifyCaseFile(files, key);
      if (show) console.log(verified.events.map(recordText).join('\n\n'), '\n');
      console.log(verdict(verified, key));
    }
    return key ? 0 : 3;
  } catch (error) {
    const fits = !(error instanceof DoesNotFit);
    console.error(fits ? error.message : `DOES NOT FIT: ${error.message}`);
    if (error.zh) console.error(fits ? error.zh : `不符：${error.zh}`);
    return fits ? 2 : 1;
  }
}

/** Whether Node was told to run this file, under whatever name, byte order mark or not. */
function isProgram() {
  const [, path] = globalThis.process?.argv ?? [];
  try {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const text = new TextDecoder().decode(readFileSync(path));
    return text.startsWith('// Verifies a case file of Taizhang');
  } catch {
    // From its input, or by a Node before 20.16. What does nothing would end with exit code 0.
    return path === '-' || /\.m?js$/.test(path ?? '');
  }
}

if (isProgram()) main(process.argv.slice(2)).then((code) => (process.exitCode = code));
