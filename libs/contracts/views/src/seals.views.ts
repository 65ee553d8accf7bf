/** What is told of seals: how far the log is sealed, and whether a case is. */
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A signed tree head: so many events have this root. */
export const sealHeadSchema = z.object({ size: z.int(), root: hash, at: instantSchema, key: hash });

/** Each is something that a person must look at; the sentence is for operators, in English. */
export const sealRefusals = [
  ...(['log-ends-early', 'other-log', 'end-altered', 'tree-altered'] as const),
  ...(['position-shared', 'tables-altered'] as const),
  ...(['heads-differ', 'false-signature', 'key-missing', 'folder-unusable'] as const),
  'nothing-sealed',
] as const;

export const sealsSchema = z.object({
  /** Events covered by the newest head. */
  sealed: z.int(),
  /** Events hashed and kept; those behind `sealed` are signed next. */
  takenIn: z.int(),
  /** Newest first, a dozen. */
  heads: z.array(sealHeadSchema),
  /** Public keys, oldest first, with how many events there were when each began. */
  keys: z.array(z.object({ key: hash, from: z.int() })),
  /** Why nothing is signed any more. */
  refusal: z
    .object({ code: z.enum(sealRefusals), sentence: z.string(), at: instantSchema })
    .nullable(),
});

export const caseParams = z.strictObject({
  id: z
    .string()
    .max(60)
    .regex(/^(complaint|fault|inquiry|contact)-[\w-]+$/),
});

export const caseSealSchema = z.object({
  events: z.int(),
  /** Of these, how many are sealed, from the first. */
  sealed: z.int(),
  /** Of the last sealed event, in the whole log from 0. */
  place: z.int().nullable(),
  /** The first head that covers it. */
  head: sealHeadSchema.nullable(),
});

export const caseFileSchema = z.object({
  fileName: z.string(),
  /** A .zip in base64. */
  zip: z.string(),
});

export type SealHead = z.infer<typeof sealHeadSchema>;
export type Seals = z.infer<typeof sealsSchema>;
export type CaseSeal = z.infer<typeof caseSealSchema>;
export type CaseFile = z.infer<typeof caseFileSchema>;
