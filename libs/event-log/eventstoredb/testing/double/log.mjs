// The log of the double: what a stream accepts and where in the log its events are, by the rules
// of the real server as its sources and its issue tracker tell them.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

// What a record takes beside its data and metadata; positions are bytes, not a count.
const recordBytes = 137;
// Every so many appends the server writes something of its own, and a stranger something of his.
const statisticsEvery = 3;
const strangerEvery = 11;

const json = 'application/json';
const own = [json, '{"of":"the server"}', ''];
// What strangers write: nobody checks that it is what they say it is.
const strange = [
  [json, '{"of":"somebody"}', '{"by":"them"}'],
  [json, 'not what it says', 'nor is this'],
  ['application/octet-stream', '\u0000\u0001', ''],
  [json, '"1@complaint-1"', 'null'],
];

// Truncated before the last revision there can be: that is what "deleted" means.
const deletedFrom = 2 ** 63;

const lastOf = (stream) => stream.at(-1)?.revision ?? -1;

export class DoubleLog {
  events = [];
  streams = new Map();
  end = 0;
  appends = 0;
  /** Written, and not to be read before the index has them; appends count them already. */
  unindexed = [];
  isStalled = false;
  isConcealing = false;
  tombstones = new Set();
  scavenged = new Set();

  /** @param {string} [file] where acknowledged events outlive the process */
  constructor(file) {
    this.file = file;
    if (file && existsSync(file)) this.load();
    if (this.events.length === 0) this.writeOwn('$scavenges', '$scavengeIndexInitialized');
  }

  stream(name) {
    return this.streams.get(name) ?? [];
  }

  /**
   * @param {{ id: string, meta: [string, string][], data: string, custom: string }[]} proposed
   * @param {number | 'no-stream' | 'stream-exists' | 'any'} expected
   * @returns {{ revision: number, position: number } | { actual: number }} -1 for no stream
   */
  append(name, proposed, expected) {
    if (this.tombstones.has(name)) return { isDeleted: true };
    const stream = this.written(name);
    const actual = lastOf(stream);
    const wasDeleted = this.isDeleted(name);
    const described = name.startsWith('$$') && this.isDeleted(name.slice(2)) && name.slice(2);
    const verdict =
      wasDeleted && expected === 'no-stream' ? {} : this.verdictOn(stream, proposed, expected);
    if (verdict === 'stale') return { actual };
    if (verdict.repeats) {
      const { revision, position } = verdict.repeats;
      return { revision, position };
    }
    const written = proposed.map((event) => this.place(name, event));
    this.persist(written);
    // Who writes to a deleted stream brings it back, without what it was.
    if (wasDeleted) this.describe(name, { $tb: actual + 1 });
    // ... and so does who describes it, whatever he says of it.
    if (described) {
      const $tb = lastOf(this.stream(described)) + 1;
      this.describe(described, { ...this.metadataOf(described), $tb });
    }
    const last = written.at(-1) ?? stream.at(-1);
    this.appends++;
    if (this.appends % statisticsEvery === 0) this.writeOwn('$stats-127.0.0.1', '$statsCollected');
    if (this.appends % strangerEvery === 0) this.writeStrange();
    return { revision: last?.revision ?? actual, position: last?.position ?? 0 };
  }

  written(name) {
    const unindexed = this.unindexed.filter(({ stream }) => stream === name);
    return unindexed.length === 0 ? this.stream(name) : [...this.stream(name), ...unindexed];
  }

  /**
   * As a server that is being put in charge: what others may not have yet is counted and not shown,
   * and nothing is taken.
   */
  conceal(position) {
    const { events, end } = this;
    this.events = [];
    this.streams.clear();
    for (const event of events) {
      this.isStalled = event.position >= position;
      this.keep(event);
    }
    [this.end, this.isConcealing] = [end, true];
  }

  /** What was written can be read. */
  index() {
    const events = this.unindexed;
    this.unindexed = [];
    this.isStalled = this.isConcealing = false;
    events.forEach((event) => this.keep(event));
  }

  /** The expected revision decides; ids only where it is in the past, or "any". */
  verdictOn(stream, proposed, expected) {
    const actual = lastOf(stream);
    const wanted = expected === 'no-stream' ? -1 : expected;
    if (expected === 'stream-exists') return actual >= 0 ? {} : 'stale';
    if (wanted === actual) return {};
    if (expected === 'any') {
      const known = proposed.map(({ id }) => stream.find((event) => event.id === id));
      if (known.every((event) => !event)) return {};
      return known.every(Boolean) ? { repeats: known.at(-1) } : 'stale';
    }
    if (wanted > actual) return 'stale';
    const behind = stream.filter(({ revision }) => revision > wanted);
    const there = behind.slice(0, proposed.length);
    const isSame = proposed.every(({ id }, index) => there[index]?.id === id);
    return isSame ? { repeats: there.at(-1) } : 'stale';
  }

  place(name, { id, meta, data, custom }) {
    const created = String(BigInt(Date.now()) * 10_000n);
    const revision = lastOf(this.written(name)) + 1;
    const event = { id, stream: name, revision, position: this.end, created, meta, data, custom };
    this.keep(event);
    return event;
  }

  keep(event) {
    this.end = event.position + recordBytes + event.data.length + event.custom.length;
    if (this.isStalled) return void this.unindexed.push(event);
    const stream = this.streams.get(event.stream);
    if (stream) stream.push(event);
    else this.streams.set(event.stream, [event]);
    this.events.push(event);
  }

  writeOwn(stream, type, [contentType, data, custom] = own) {
    const meta = [
      ['type', type],
      ['content-type', contentType],
    ];
    const [dataBase64, customBase64] = [data, custom].map((text) =>
      Buffer.from(text).toString('base64'),
    );
    const event = { id: randomUUID(), meta, data: dataBase64, custom: customBase64 };
    this.persist([this.place(stream, event)]);
  }

  writeStrange() {
    const kind = strange[(this.appends / strangerEvery) % strange.length];
    this.writeOwn('stranger-1', 'SomethingElse', kind);
  }

  /** All or nothing: one line for what was appended together. */
  persist(events) {
    if (this.file) appendFileSync(this.file, `${JSON.stringify(events)}\n`);
  }

  load() {
    for (const line of readFileSync(this.file, 'utf8').split('\n')) {
      if (!line.endsWith(']')) continue; // Torn by the kill: never acknowledged.
      for (const event of JSON.parse(line)) this.keep(event);
    }
  }

  /** What a stream says of itself, in the stream beside it. */
  metadataOf(name) {
    const newest = this.stream(`$$${name}`).at(-1);
    return newest ? JSON.parse(Buffer.from(newest.data, 'base64').toString()) : {};
  }

  describe(name, metadata) {
    this.writeOwn(`$$${name}`, '$metadata', [json, JSON.stringify(metadata), '']);
  }

  isDeleted(name) {
    return Number(this.metadataOf(name).$tb) >= deletedFrom;
  }

  /** The first revision that is shown to who reads the stream; `$all` has the others. */
  shownFrom(name) {
    const { $tb = 0, $maxCount = Infinity } = this.metadataOf(name);
    return Math.max($tb, lastOf(this.stream(name)) - $maxCount + 1);
  }

  /** For good: nobody can write to it any more. */
  entomb(name) {
    this.tombstones.add(name);
    this.writeOwn(`$$${name}`, '$streamDeleted');
  }

  /** What is hidden goes, but for the newest event of each stream; places stay as they were. */
  scavenge() {
    const isKept = ({ stream, revision }) =>
      !this.tombstones.has(stream) &&
      (revision >= this.shownFrom(stream) || revision === lastOf(this.stream(stream)));
    const kept = this.events.filter(isKept);
    for (const event of this.events) if (!kept.includes(event)) this.scavenged.add(event.position);
    const { end } = this;
    this.events = [];
    this.streams.clear();
    kept.forEach((event) => this.keep(event));
    this.end = end;
  }

  /** Index of the first event at or behind a position; -1 where no record begins. */
  indexAt(position) {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle].position < position) low = middle + 1;
      else high = middle;
    }
    // Behind what is indexed nothing is looked at.
    if (position > (this.events.at(-1)?.position ?? -1)) return this.events.length;
    const isPlace = this.events[low]?.position === position || this.scavenged.has(position);
    return isPlace ? low : -1;
  }
}
