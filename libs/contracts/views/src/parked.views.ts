/** What readers are told where a read model could not take in what was recorded. */
import { instantSchema } from '@taizhang/kernel';
import { z } from 'zod';

/** Recorded events that wait, and that what is shown does therefore not hold. */
export const waitingSchema = z.object({
  /** When the first of them was parked. */
  since: instantSchema,
  /** How many they are, counted once for each row they belong to. */
  waiting: z.int().min(1),
});
export type Waiting = z.infer<typeof waitingSchema>;

const parked = {
  /**
   * Of a row: it stands as it was before these events. Of an answer: everything that waits of what
   * it is made of, so that rows may be old, be missing or still be listed. Absent where nothing is.
   */
  parked: waitingSchema.optional(),
};

/** A row or an answer of read models, as it is shown: it may have something parked. */
export const asShown = <Shape extends z.core.$ZodLooseShape>(schema: z.ZodObject<Shape>) =>
  schema.extend(parked);

export type Shown<Row> = Row & { readonly parked?: Waiting | undefined };
