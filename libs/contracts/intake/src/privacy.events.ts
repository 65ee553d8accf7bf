/**
 * What became of a person's data, on the stream of that person: a customer's or a member of
 * staff's. Nothing personal stands in any of these, as they are what remains.
 */
import { defineEvent, type EventDefinitions, type EventsOf } from '@taizhang/kernel';
import { z } from 'zod';
import {
  erasureGroundSchema,
  fileReferenceSchema,
  personIdSchema,
  requesterSchema,
  restrictionGroundSchema,
  subjectIdSchema,
  type Processing,
} from './privacy.terms';

const whose = { personId: personIdSchema };
const count = z.int().min(0);

export const privacyEvents = {
  ProcessingRestricted: defineEvent({
    meaning: 'The data must be kept and may not be used: nobody sees it but who answers for it.',
    version: 1,
    data: z.object({
      ...whose,
      ground: restrictionGroundSchema,
      /** Until this day the law asks to keep it; null where no day is known. */
      keepUntil: z.iso.date().nullable(),
      reference: fileReferenceSchema,
    }),
  }),
  ProcessingRestrictionLifted: defineEvent({
    meaning: 'The reason not to use the data is gone.',
    version: 1,
    data: z.object({ ...whose, reference: fileReferenceSchema }),
  }),
  PersonErased: defineEvent({
    meaning: 'Nobody may know who this was from now on. The keys are destroyed after this fact.',
    version: 1,
    data: z.object({
      ...whose,
      ground: erasureGroundSchema,
      requestedBy: requesterSchema,
      reference: fileReferenceSchema,
      /** Whose keys go: the person, and cases of theirs from before they were known. */
      subjects: z.array(subjectIdSchema).min(1),
    }),
  }),
  ErasureCompleted: defineEvent({
    meaning: 'The keys are destroyed and no read model shows anything of the person any more.',
    version: 1,
    data: z.object({
      ...whose,
      /** Events of the log that hold text of the person, unreadable now. */
      events: count,
      /** The streams these events are in. */
      streams: count,
      /** Rows of read models that were computed anew. */
      rows: count,
    }),
  }),
} satisfies EventDefinitions;

export type PrivacyEvent = EventsOf<typeof privacyEvents>;

const becomes: ReadonlyMap<string, Processing> = new Map<PrivacyEvent['type'], Processing>([
  ['ProcessingRestricted', 'restricted'],
  ['ProcessingRestrictionLifted', 'normal'],
  ['PersonErased', 'erased'],
  ['ErasureCompleted', 'erased'],
]);

/** What may be done with a person's data, by the types of that person's events, oldest first. */
export const processingAfter = (told: readonly string[]): Processing =>
  becomes.get(told.findLast((type) => becomes.has(type)) ?? '') ?? 'normal';
