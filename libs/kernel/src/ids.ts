/** Ids say what they name, and a stream is called by its id: `complaint-7kx2m9qpa4t1v`. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ActorId, Instant } from './message';

// Crockford's base 32: no letter that reads like a digit, so ids survive a telephone line.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * An id of 13 characters (65 bits) behind its category, derived from the parts alone: the same
 * command always creates the same thing.
 */
export function idFrom(category: string, ...parts: readonly string[]): string {
  const digest = createHash('sha256')
    .update([category, ...parts].join('\u0000'))
    .digest();
  let id = '';
  for (let index = 0; index < 13; index++) id += alphabet[digest[index]! & 31];
  return `${category}-${id}`;
}

/** Schema of an id of one category; a caller's mistake is told before any stream is read. */
export const idSchema = <Id extends string>(category: string) =>
  z
    .string()
    .regex(new RegExp(`^${category}-[0-9a-z]{1,40}$`), `an id that starts with "${category}-"`)
    .meta({ example: `${category}-7kx2m9qpa4t1v` }) as unknown as z.ZodType<Id, string>;

export const actorIdSchema = z
  .string()
  .regex(/^(staff|system)-[0-9a-z-]{1,40}$/) as unknown as z.ZodType<ActorId, string>;

/** ISO 8601 in UTC: with milliseconds and Z. */
export const instantSchema = z.iso
  .datetime({ precision: 3, abort: true })
  .meta({ example: '2026-01-05T08:00:00.000Z' }) as unknown as z.ZodType<Instant, string>;

/**
 * Days and instants that others tell. Older than any ledger are only mistakes, and years that no
 * read model can hold; the last year is left to the deadlines that are counted from an instant.
 */
export const toldDateSchema = z.iso
  .date()
  .refine((date) => date >= '1900', '须不早于 1900 年 / must be a day since 1900');
export const toldInstantSchema = instantSchema
  .refine(
    (at) => at >= '1900' && at < '9999',
    '须在 1900 至 9998 年之间 / must be of the years 1900 to 9998',
  )
  .meta({ example: '2026-01-05T08:00:00.000Z' });
