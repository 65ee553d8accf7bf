/** Read models as operators see them: where they stand, how they are rebuilt, what differs. */
import { z } from 'zod';
import { page, wholeNumber } from './page.views';

const count = z.int();

export const rebuildRequest = z.strictObject({
  /** Build beside, compare row by row with the serving version, and keep that one. */
  compare: z.boolean().default(false),
});

export const differencesQuery = z.strictObject({
  /** The number of the last one seen. */
  after: wholeNumber(0, 1_000_000).prefault(0),
  limit: page.limit,
});

/** Tables of a read model: those that serve, and those that are kept beside them. */
const keptTablesSchema = z.object({
  schema: z.string(),
  version: count,
  /** `previous` served before the last switch; `other-version` belongs to other code. */
  kind: z.enum(['serving', 'previous', 'unfinished', 'other-version']),
  position: z.string().nullable(),
  /** On disk, with indexes. */
  bytes: count,
});

/** The latest rebuild of a read model, whichever process works on it. */
const rebuildStatusSchema = z.object({
  id: z.string(),
  state: z.enum([
    ...(['running', 'switching', 'paused', 'interrupted'] as const),
    ...(['done', 'failed', 'cancelled'] as const),
  ]),
  phase: z.enum(['reading', 'writing', 'switching']),
  /** Asked of whoever works on it, and not done yet. */
  wish: z.enum(['pause', 'cancel']).nullable(),
  compare: z.boolean(),
  events: count,
  total: count,
  /** Events that a crash would not lose. */
  saved: count,
  eventsPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  differences: z.int().nullable(),
  message: z.string().nullable(),
  startedAt: z.string(),
});

export const readModelStatusSchema = z.object({
  name: z.string(),
  version: count,
  state: z.enum(['live', 'building', 'failed', 'stopped']),
  position: z.string(),
  lag: z.int(),
  rebuild: rebuildStatusSchema.nullable(),
  tables: z.array(keptTablesSchema),
});

export const readModelsStatusSchema = z.object({
  /** The end of the log. */
  head: z.string(),
  items: z.array(readModelStatusSchema),
  /** Tables of read models that this release does not have. */
  unknown: z.array(
    z.object({
      schema: z.string(),
      /** By a process of another release: nobody drops them meanwhile. */
      served: z.boolean(),
    }),
  ),
});

/** Rows that differ: which fields and how. Values may be personal and are not shown. */
export const differencesSchema = z.object({
  /** Rows that differ in all; the first of them are kept to be looked at. */
  total: count,
  items: z.array(
    z.object({
      number: count,
      table: z.string(),
      id: z.string(),
      kind: z.enum(['changed', 'missing', 'unexpected']),
      fields: z.array(
        z.object({
          field: z.string(),
          kind: z.enum(['different', 'served-only', 'rebuilt-only']),
        }),
      ),
    }),
  ),
  /** The number to ask for the next page with; null at the end. */
  next: count.nullable(),
});

export type ReadModelDifferences = z.infer<typeof differencesSchema>;
export type ReadModelDifference = ReadModelDifferences['items'][number];
export type ReadModelStatus = z.infer<typeof readModelStatusSchema>;
export type ReadModelsStatus = z.infer<typeof readModelsStatusSchema>;
