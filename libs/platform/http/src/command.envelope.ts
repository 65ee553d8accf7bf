/** The headers of a command, turned into what the kernel wants to know about it. */
import { derivedId, type Clock, type Context } from '@taizhang/kernel';
import { createHmac, type BinaryLike, type KeyObject } from 'node:crypto';
import { languageOf, type Language } from './language';
import type { Principal } from './ports';
import { HttpProblem } from './problem';
import type { RoutedRequest } from './request';
import type { CommandEnvelope, Route } from './route';
import { invalidHeader } from './validation';

export type EnvelopeOptions = Readonly<{
  clock: Clock;
  /** Keys the digests by which a repeat is told from another request. */
  fingerprintKey: BinaryLike | KeyObject;
}>;

/** @throws HttpProblem when a header is missing or malformed */
export function envelopeOf(
  route: Route,
  request: RoutedRequest,
  principal: Principal,
  { clock, fingerprintKey }: EnvelopeOptions,
): CommandEnvelope {
  const { headers, method } = request;
  const language = languageOf(headers['accept-language']);
  const key = idempotencyKey(headers['idempotency-key'], language);
  const commandId = derivedId('http', principal.staffId, key);
  const traceparent = validTraceparent(headers['traceparent']);
  const path = request.url.split('?', 1)[0]!;
  const context: Context = {
    commandId,
    correlationId: givenCorrelation(headers) ?? commandId,
    causationId: commandId,
    channel: headers['taizhang-channel'] === 'portal' ? 'portal' : 'api',
    unit: principal.unitId,
    // With the caller's key, which is kept nowhere: of whom was erased nobody who has ours finds
    // out what was said by trying what it may have been.
    fingerprint: createHmac('sha256', fingerprintKey)
      .update(`${key}\n${method} ${path}\n${canonicalJson(request.body)}`)
      .digest('hex')
      .slice(0, 32),
    ...(traceparent && { traceparent }),
  };
  const stated = { commandId, context, at: clock.now(), by: principal.staffId };
  return route.creates ? stated : { ...stated, expected: seenRevision(headers, language) };
}

type Headers = RoutedRequest['headers'];

/** A correlation id from outside: a UUID or the trace id, so that nothing personal gets in. */
export function givenCorrelation(headers: Headers): string | undefined {
  const given = headers['x-correlation-id'];
  if (typeof given === 'string' && uuid.test(given)) return given.toLowerCase();
  return validTraceparent(headers['traceparent'])?.split('-')[1];
}
const uuid = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

/** A position to wait for, from `Taizhang-Wait-For`. */
export function awaitedPosition(headers: Headers): bigint | null {
  const given = headers['taizhang-wait-for'];
  if (given === undefined) return null;
  const position = typeof given === 'string' && /^\d{1,19}$/.test(given) ? BigInt(given) : null;
  if (position === null || position > highestPosition) {
    const language = languageOf(headers['accept-language']);
    throw invalidHeader('Taizhang-Wait-For', waitForExpected[language]);
  }
  return position;
}
// Positions are PostgreSQL bigints.
const highestPosition = 2n ** 63n - 1n;
const waitForExpected = {
  zh: '须为命令应答中的 position，如 42',
  en: 'must be the position a command answered with, e.g. 42',
};

function idempotencyKey(given: string | string[] | undefined, language: Language): string {
  if (given === undefined || given === '') throw new HttpProblem('idempotency-key-missing');
  if (typeof given === 'string' && /^[\x21-\x7e]{1,255}$/.test(given)) return given;
  throw invalidHeader('Idempotency-Key', idempotencyKeyExpected[language]);
}
const idempotencyKeyExpected = {
  zh: '须为 1 至 255 个可见 ASCII 字符',
  en: 'must have 1 to 255 visible ASCII characters',
};

function seenRevision(headers: Headers, language: Language): number {
  const given = headers['if-match'];
  if (given === undefined) throw new HttpProblem('if-match-missing');
  // Proxies that compress weaken an ETag; the revision in it is the same.
  const revision = /^(?:W\/)?"(\d{1,15})"$/.exec(given.trim())?.[1];
  if (revision === undefined) throw invalidHeader('If-Match', ifMatchExpected[language]);
  return Number(revision);
}
const ifMatchExpected = {
  zh: '须为带引号的版本号，如 "3"',
  en: 'must be one revision in quotes, e.g. "3"',
};

/** W3C Trace Context, version 00; a malformed one is ignored as the standard asks. */
function validTraceparent(given: string | string[] | undefined): string | undefined {
  if (typeof given !== 'string' || !traceparentPattern.test(given)) return undefined;
  const [, trace, parent] = given.split('-');
  return /[^0]/.test(trace!) && /[^0]/.test(parent!) ? given : undefined;
}
const traceparentPattern = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Same text for the same content, whatever the order of the fields. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, of]) => `${JSON.stringify(name)}:${canonicalJson(of)}`).join(',')}}`;
}
