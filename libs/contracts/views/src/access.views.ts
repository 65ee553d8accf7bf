/** Who looked at what: how it is asked and answered. Ids only, never what was seen. */
import { actorIdSchema, instantSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { momentSchema } from './moments.views';
import { page } from './page.views';

/** The ids under which anything personal is seen: `customer-…`, `complaint-…`, `scorecard-…`. */
const subjectSchema = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*-[0-9a-z]{1,40}$/, 'an id such as "customer-7kx2m9qpa4t1v"');

export const looksQuery = z.strictObject({
  /** Who has seen this? */
  subject: subjectSchema.optional(),
  /** What did they look at? */
  staffId: actorIdSchema.optional(),
  from: momentSchema.optional(),
  to: momentSchema.optional(),
  ...page,
});

export const lookSchema = z.object({
  id: z.string(),
  at: instantSchema,
  staffId: z.string(),
  /** The unit they worked for at that moment. */
  unitId: z.string().nullable(),
  /** As the API's description names it, e.g. `ComplaintViews.one`. */
  operation: z.string(),
  kind: z.string(),
  /** One, or all of a list that was shown at once. */
  subjects: z.array(z.string()),
  /** `seen`, or the code of the problem that was answered instead. */
  outcome: z.string(),
  correlationId: z.string(),
});
export type Look = z.infer<typeof lookSchema>;
