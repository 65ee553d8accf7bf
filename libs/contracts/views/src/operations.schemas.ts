/** What operators look at and ask for: what is parked, who is behind, whether all was taken in. */
import { z } from 'zod';

const count = z.int().min(0);
const instant = z.iso.datetime();

/** Where it is parked: at a consumer of messages, or in a table of a read model. */
const place = z.enum(['consumer', 'read-model']);
const name = z.string().min(1).max(200);
const key = z.string().min(1).max(1000);

export const parkedKeySchema = z.object({
  place,
  /** The consumer, or the schema of the read model, e.g. `customer_archive_v3`. */
  name: z.string(),
  /** The topic of the messages, or the table of the row. */
  within: z.string(),
  /** `stream` where nobody could tell which row an event touches. */
  kind: z.enum(['message', 'key', 'stream']),
  key: z.string(),
  /** Of the message or event that could not be taken in. */
  type: z.string(),
  reason: z.string(),
  parkedAt: instant,
  /** How many wait, the one that could not be taken in included. */
  waiting: count,
  retryWanted: z.boolean(),
});

export const discardedKeySchema = z.object({
  consumer: z.string(),
  key: z.string(),
  type: z.string(),
  messages: count,
  reason: z.string(),
  by: z.string(),
  discardedAt: instant,
});

export const parkedSchema = z.object({
  /** Keys in all; the first of each place are told. */
  total: count,
  items: z.array(parkedKeySchema),
  discarded: z.array(discardedKeySchema),
});

export const retryParkedRequest = z.strictObject({
  place,
  name,
  /** Only of a read model. */
  within: name.optional(),
  /** With its key; every key that is parked there unless told. */
  kind: z.enum(['message', 'key', 'stream']).optional(),
  key: key.optional(),
});

export const discardParkedRequest = z.strictObject({
  consumer: name,
  key,
  /** Kept with who decided so; nothing personal belongs here. */
  reason: z.string().trim().min(3).max(500),
});

export const subscriberSchema = z.object({
  name: z.string(),
  kind: z.enum(['read-model', 'consumer', 'publisher', 'clockwork']),
  process: z.string(),
  state: z.enum(['running', 'failing', 'standing-by', 'silent']),
  position: z.string().nullable(),
  /** Positions behind the end of the log; null where there are none. */
  lag: count.nullable(),
  progressAt: instant.nullable(),
  beatAt: instant,
  failure: z.string().nullable(),
  failureClass: z.enum(['transient', 'locked-out', 'poison', 'bug']).nullable(),
  restarts: count,
  restartReason: z.string().nullable(),
});

export const subscribersSchema = z.object({
  head: z.string(),
  items: z.array(subscriberSchema),
});

const auditFindingSchema = z.object({
  from: z.string(),
  to: z.string(),
  inLog: count,
  applied: count,
  event: z
    .object({
      fault: z.enum(['skipped', 'twice']),
      position: z.string(),
      stream: z.string(),
      revision: count,
      type: z.string(),
    })
    .nullable(),
});

export const modelAuditSchema = z.object({
  readModel: z.string(),
  through: z.string(),
  unaccountedThrough: z.string().nullable(),
  events: count,
  ranges: count,
  parked: count,
  findings: z.array(auditFindingSchema),
  auditedAt: instant,
});

export const logAuditSchema = z.object({
  running: z
    .object({ events: count, position: z.string(), head: z.string(), startedAt: instant })
    .nullable(),
  /** Why the last one did not come to its end; null when it did. */
  failure: z.string().nullable(),
  items: z.array(modelAuditSchema),
});

export type ParkedKeyShown = z.infer<typeof parkedKeySchema>;
export type Parked = z.infer<typeof parkedSchema>;
export type RetryParked = z.input<typeof retryParkedRequest>;
export type DiscardParked = z.input<typeof discardParkedRequest>;
export type SubscriberShown = z.infer<typeof subscriberSchema>;
export type Subscribers = z.infer<typeof subscribersSchema>;
export type ModelAuditShown = z.infer<typeof modelAuditSchema>;
export type LogAudit = z.infer<typeof logAuditSchema>;
