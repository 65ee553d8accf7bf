/** The register of what was restricted or erased: how it is asked and answered. Nobody is named. */
import {
  erasureGroundSchema,
  requesterSchema,
  restrictionGroundSchema,
} from '@taizhang/contracts/intake';
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { page } from './page.views';

export const privacyDecisionsQuery = z.strictObject({
  processing: z.enum(['restricted', 'erased']),
  ...page,
});

export const privacyDecisionSchema = z.object({
  /** Of the person. */
  id: z.string(),
  processing: z.enum(['restricted', 'erased']),
  ground: z.union([restrictionGroundSchema, erasureGroundSchema]),
  /** Who asked for the erasure; null for a restriction. */
  requestedBy: requesterSchema.nullable(),
  /** Number of the request in the files of the company. */
  reference: z.string(),
  /** Until this day the law asks to keep what is restricted; null where no day is known. */
  keepUntil: z.string().nullable(),
  decidedAt: instantSchema,
  decidedBy: z.string(),
  /** When nothing of an erased person was readable any more; null until then. */
  completedAt: instantSchema.nullable(),
  /** Events of the log that are unreadable since, in so many streams. */
  events: z.int(),
  streams: z.int(),
});
export type PrivacyDecision = z.infer<typeof privacyDecisionSchema>;
