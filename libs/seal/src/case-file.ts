/**
 * A case file: the events of a case with what proves them, for somebody who has neither the ledger
 * nor a reason to believe its owner. `offline/src/verify.mjs` says what each part must be.
 */
import {
  StreamIncomplete,
  type Clock,
  type EventLog,
  type Instant,
  type StoredEvent,
} from '@taizhang/kernel';
import { disclosed, eventKeyOf, sealedOf, type Vault } from '@taizhang/vault';
import { createHash } from 'node:crypto';
import { casePage, type CaseWords, type PageEvent } from './case-page';
import { leafOf } from './hash';
import { isSigned, signText, textHash, type Head, type SignedHead } from './head';
import { handoversTo } from './key-history';
import { offlineVerifier } from './offline-verifier.text';
import type { Seals } from './open-seals';
import type { KeptHead } from './head-store';
import type { SealStore } from './seal-store';
import { SealRefused } from './refusal';
import type { SigningKey } from './signing-keys';
import { inclusionProof, isIncluded } from './tree';
import { verifierPage } from './verifier-page';
import type { FileOf } from './zip';

export type CaseFileOptions = Readonly<{
  seals: Seals;
  /** For what there is of a stream; its contents are read from the store. */
  log: EventLog;
  vault: Pick<Vault, 'keysOf'>;
  clock: Clock;
  words: CaseWords;
}>;

/** What is asked for is not there. */
export class NoSuchCase extends Error {}

/** An event with its proof, and the key that opens its personal fields. */
export type Exported = PageEvent & Readonly<{ proof: readonly string[]; key: string | null }>;

/**
 * Seals what is new, then exports the case and the streams it names.
 * @param streams the case's own stream first
 * @throws NoSuchCase, SealRefused
 */
export async function caseFile(
  streams: readonly string[],
  options: CaseFileOptions,
): Promise<readonly FileOf[]> {
  const { seals, clock, words } = options;
  const caseId = streams[0]!;
  const head = await headNow(seals);
  const events = await eventsOf(streams, head, options);
  if (!events.some(({ event }) => event.stream === caseId)) {
    throw new NoSuchCase(`There is no ${caseId}.`);
  }
  const key = seals.keys.of(head.head.key);
  if (!key)
    throw new SealRefused('key-missing', `The private key of ${head.head.key} is not here.`);
  const rotations = await rotationsOf(seals.store, head);
  return assembled({ caseId, at: clock.now(), head, rotations, events, words, key });
}

type Parts = Readonly<{
  caseId: string;
  at: Instant;
  head: SignedHead & Readonly<{ head: Head }>;
  rotations: readonly Rotation[];
  events: readonly Exported[];
  words: CaseWords;
  key: SigningKey;
}>;

/** The files, given everything that goes into them; the events in the order of their places. */
export function assembled({ caseId, at, head, rotations, events, words, key }: Parts): FileOf[] {
  const page = Buffer.from(casePage({ caseId, at, head: head.head, events, words }));
  const others = [
    { name: 'index.html', bytes: page },
    { name: 'verify.html', bytes: Buffer.from(verifierPage()) },
    { name: 'verify.mjs', bytes: Buffer.from(offlineVerifier) },
  ];
  const lasts = new Map(events.map(({ event }) => [event.stream, event.revision]));
  const statement = [
    'taizhang case file 2',
    `case ${caseId}`,
    `at ${at}`,
    `head ${textHash(head.text)}`,
    ...[...lasts].map(([stream, last]) => `stream ${stream} ${last}`),
    ...others.map(({ name, bytes }) => `file ${name} ${sha256(bytes)}`),
    `key ${key.publicKey}`,
    '',
  ].join('\n');
  const seal = {
    format: 'taizhang seal 1',
    head: plain(head),
    keys: rotations,
    statement: { text: statement, signature: signText(statement, key.privateKey) },
  };
  const evidence = [
    { name: 'events.json', bytes: json(eventsJson(caseId, events)) },
    { name: 'seal.json', bytes: json(seal) },
  ];
  return [...evidence, ...others];
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A head over all there is; of several sealers one signs, and its head is as good. */
async function headNow({ sealer }: Seals): Promise<KeptHead> {
  const { head } = await sealer.seal();
  if (head && isSigned(head, head.head.key)) return head;
  throw new NoSuchCase('The ledger is empty.');
}

/**
 * What was sealed of the streams, and stands there still: which places these are is remembered by
 * the sealer, so that an event that was taken away, at the end too, leaves a place behind.
 * @throws SealRefused where the log is not what was sealed: nothing is stated about it then
 */
async function eventsOf(
  streams: readonly string[],
  { head }: KeptHead,
  { seals, log, vault }: CaseFileOptions,
): Promise<Exported[]> {
  const subtrees = seals.store.subtrees();
  const exported: Exported[] = [];
  const found = new Map(streams.map((stream) => [stream, [] as StoredEvent[]]));
  for (const place of await seals.store.placesOf(streams, head.size)) {
    const event = await storedAt(seals, place);
    const proof = await inclusionProof(place, head.size, subtrees);
    const root = Buffer.from(head.root, 'hex');
    const fits = isIncluded({ index: place, size: head.size, leaf: leafOf(event), root }, proof);
    if (!fits) throw notSealed(`The event at place ${place} is not what was sealed there`);
    const before = found.get(event.stream);
    // Another stream has the same mark.
    if (!before) continue;
    if (event.revision !== before.length) {
      const due = `${before.length} of ${event.stream}`;
      throw notSealed(`Revision ${event.revision} is sealed at place ${place} instead of ${due}`);
    }
    before.push(event);
    const hashes = proof.map((hash) => hash.toString('hex'));
    exported.push({ event, place, proof: hashes, ...(await keyOf(event, vault)) });
  }
  const last = (await seals.store.positionOf(head.size - 1)) ?? 0n;
  for (const [stream, sealed] of found) assertAll(sealed, await allOf(log, stream), last);
  return exported;
}

/**
 * Whether whoever reads a stream reads what was sealed of it, and what came after the head.
 * @param last position of the last event under the head
 */
function assertAll(
  sealed: readonly StoredEvent[],
  all: Awaited<ReturnType<typeof allOf>>,
  last: bigint,
): void {
  for (const [revision, { stream, position }] of all.entries()) {
    const due = sealed[revision];
    // Appended after the head was signed: of the next export.
    if (due ? due.position === position : position > last) continue;
    throw notSealed(`Revision ${revision} of ${stream} was never sealed where it stands now`);
  }
  const missing = sealed[all.length];
  if (!missing) return;
  throw notSealed(`Revision ${missing.revision} of ${missing.stream} was sealed and is not there`);
}

/** @throws SealRefused where events were taken out of it */
const allOf = (log: CaseFileOptions['log'], stream: string) =>
  log.readStream(stream).catch((error: unknown) => {
    throw error instanceof StreamIncomplete ? new SealRefused('other-log', error.message) : error;
  });

const notSealed = (sentence: string) =>
  new SealRefused('other-log', `${sentence}. Run "taizhang verify".`);

/** The event at a place, from the store. */
async function storedAt({ store, stored }: Seals, place: number): Promise<StoredEvent> {
  const after = place === 0 ? 0n : ((await store.positionOf(place - 1)) ?? 0n);
  for await (const { events } of stored.stored({ after, pageSize: 1 })) {
    if (events[0]) return events[0];
  }
  throw new SealRefused(
    'end-altered',
    `The event at place ${place} is gone. Run "taizhang verify".`,
  );
}

type Opened = Pick<Exported, 'key' | 'data' | 'hidden'>;

/**
 * The key of this event alone, which opens nothing else of the person; null where there is nothing
 * personal, where the person was erased, and for events that have no key of their own.
 */
async function keyOf(event: StoredEvent, vault: Pick<Vault, 'keysOf'>): Promise<Opened> {
  const stored = JSON.parse(event.data) as Record<string, unknown>;
  const sealed = sealedOf({ data: stored });
  const { $personal: _, ...data } = stored;
  if (!sealed) return { key: null, data, hidden: false };
  const person = (await vault.keysOf([sealed.person])).get(sealed.person);
  if (!person || sealed.v !== 2) return { key: null, data, hidden: true };
  const key = eventKeyOf(person, event.id);
  return {
    key: key.toString('hex'),
    data: { ...data, ...disclosed(key, sealed, event) },
    hidden: false,
  };
}

/** How one key handed over to the next. */
export type Rotation = Readonly<{ introducing: SignedHead; confirming: SignedHead }>;

/** Of all keys up to the one that signed a head. @throws SealRefused */
export const rotationsOf = async (
  store: SealStore,
  head: Pick<KeptHead, 'ordinal' | 'head'>,
): Promise<Rotation[]> =>
  (await handoversTo(head, store)).map(([introducing, confirming]) => ({
    introducing: plain(introducing),
    confirming: plain(confirming),
  }));

/** Nothing but what is signed, and the signature. */
export const plain = ({ text, signature }: SignedHead): SignedHead => ({ text, signature });

const eventsJson = (caseId: string, events: readonly Exported[]) => ({
  format: 'taizhang events 1',
  case: caseId,
  events: events.map(({ event, place, proof, key }) => ({
    ...{ place, stream: event.stream, revision: event.revision, id: event.id, type: event.type },
    ...{ version: event.version, at: event.at, recordedAt: event.recordedAt, by: event.by },
    ...{ context: event.context, data: event.data, proof, key },
  })),
});

/** As the verifier wants it: readable in one way only. */
const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
