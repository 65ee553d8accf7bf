/** What a privacy officer sees; nothing in it tells who the person was. */
import {
  erasureGroundSchema,
  processingSchema,
  requesterSchema,
  restrictionGroundSchema,
} from '@taizhang/contracts/intake';
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';

const count = z.int();
const decision = { reference: z.string(), at: instantSchema, by: z.string() };

export const privacyStateSchema = z.object({
  personId: z.string(),
  processing: processingSchema,
  revision: count,
  restriction: z
    .object({ ground: restrictionGroundSchema, keepUntil: z.string().nullable(), ...decision })
    .nullable(),
  /** Why it cannot be erased at this moment, as the code of the refusal. */
  keptBy: z.string().nullable(),
  openCases: count,
  unsettledFen: count,
});

export const erasureReceiptSchema = z.object({
  personId: z.string(),
  ground: erasureGroundSchema,
  requestedBy: requesterSchema,
  ...decision,
  /** The event that decided it, to be found in the log and proven by its seal. */
  eventId: z.string(),
  stream: z.string(),
  revision: count,
  position: z.string(),
  /** Since then no key exists; null while the keys are being destroyed. */
  keysDestroyedAt: instantSchema.nullable(),
  /** Since then no read model shows anything; null until all of them have forgotten. */
  completedAt: instantSchema.nullable(),
  /** What the log holds of the person and nobody can read: events, in so many streams. */
  events: count,
  streams: count,
  /** Rows of read models that were computed anew. */
  rows: count,
  /**
   * `after-master-rotation`: copies of the keys made before, kept elsewhere, are unreadable once
   * the master key has been rotated. `unreadable`: it has been, since.
   */
  keyBackups: z.enum(['after-master-rotation', 'unreadable']),
});

export type PrivacyState = z.infer<typeof privacyStateSchema>;
export type ErasureReceipt = z.infer<typeof erasureReceiptSchema>;
