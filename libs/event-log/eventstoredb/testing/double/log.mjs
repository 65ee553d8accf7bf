// The log of the double: what a stream accepts and where in the log its events are, by the rules
// of the real server as its sources and its issue tracker tell them.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

// What a record takes beside its data and metadata; positions are bytes, not a count.
const recordBytes = 137;
// Every so many appends the server writes something of its own, and a stranger something of his.
const statisticsEvery = 3;
const strangerEvery = 11;

export class DoubleLog {
  events = [];
  streams = new Map();
  end = 0;
  appends = 0;

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
    const stream = this.stream(name);
    const actual = stream.length - 1;
    const verdict = this.verdictOn(stream, proposed, expected);
    if (verdict === 'stale') return { actual };
    if (verdict.repeats) {
      const { revision, position } = verdict.repeats;
      return { revision, position };
    }
    const written = proposed.map((event) => this.place(name, event));
    this.persist(written);
    const last = written.at(-1) ?? stream.at(-1);
    this.appends++;
    if (this.appends % statisticsEvery === 0) this.writeOwn('$stats-127.0.0.1', '$statsCollected');
    if (this.appends % strangerEvery === 0) this.writeOwn('stranger-1', 'SomethingElse');
    return { revision: last?.revision ?? actual, position: last?.position ?? 0 };
  }

  /** The expected revision decides; ids only where it is in the past, or "any". */
  verdictOn(stream, proposed, expected) {
    const actual = stream.length - 1;
    const wanted = expected === 'no-stream' ? -1 : expected;
    if (expected === 'stream-exists') return actual >= 0 ? {} : 'stale';
    if (wanted === actual) return {};
    if (expected === 'any') {
      const known = proposed.map(({ id }) => stream.find((event) => event.id === id));
      if (known.every((event) => !event)) return {};
      return known.every(Boolean) ? { repeats: known.at(-1) } : 'stale';
    }
    if (wanted > actual) return 'stale';
    const there = stream.slice(wanted + 1, wanted + 1 + proposed.length);
    const isSame = proposed.every(({ id }, index) => there[index]?.id === id);
    return isSame ? { repeats: there.at(-1) } : 'stale';
  }

  place(name, { id, meta, data, custom }) {
    const stream = this.stream(name);
    const created = String(BigInt(Date.now()) * 10_000n);
    const revision = stream.length;
    const event = { id, stream: name, revision, position: this.end, created, meta, data, custom };
    this.keep(event);
    return event;
  }

  keep(event) {
    const stream = this.streams.get(event.stream);
    if (stream) stream.push(event);
    else this.streams.set(event.stream, [event]);
    this.events.push(event);
    this.end = event.position + recordBytes + event.data.length + event.custom.length;
  }

  writeOwn(stream, type) {
    const meta = [
      ['type', type],
      ['content-type', 'application/json'],
    ];
    const data = Buffer.from('{"of":"the server"}').toString('base64');
    this.persist([this.place(stream, { id: randomUUID(), meta, data, custom: '' })]);
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

  /** Index of the first event at or behind a position; -1 where no record begins. */
  indexAt(position) {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle].position < position) low = middle + 1;
      else high = middle;
    }
    if (position >= this.end) return this.events.length;
    return this.events[low].position === position ? low : -1;
  }
}
