/**
 * An outage that concerns many: planned, or one big fault. Reports are linked to it instead of
 * sending a crew to each; when it is over, so are they.
 */
import { unitIdSchema } from '@taizhang/contracts/organisation';
import { defineEvent, instantSchema, type EventDefinitions, type EventsOf } from '@taizhang/kernel';
import { z } from 'zod';
import { outageIdSchema, outageKindSchema } from './fault.terms';
import { areaSchema, faultIdSchema } from './intake.terms';

export const outageEvents = {
  OutageAnnounced: defineEvent({
    meaning: 'Known from now on: whoever reports from there is told why and until when.',
    version: 1,
    data: z.object({
      outageId: outageIdSchema,
      kind: outageKindSchema,
      area: areaSchema,
      /** Lines and quarters in words; nobody's home, so nothing personal. */
      place: z.string().max(200),
      unitIds: z.array(unitIdSchema).max(50),
      startsAt: instantSchema,
      /** When supply is expected back. */
      endsAt: instantSchema,
      reason: z.string().max(1000),
    }),
  }),
  OutageFaultLinked: defineEvent({
    meaning: 'One more report belongs to this outage.',
    version: 1,
    data: z.object({ outageId: outageIdSchema, faultId: faultIdSchema }),
  }),
  OutageRestored: defineEvent({
    meaning: 'It is over: every report linked to it is restored with it.',
    version: 1,
    data: z.object({ outageId: outageIdSchema }),
  }),
} satisfies EventDefinitions;

export type OutageEvent = EventsOf<typeof outageEvents>;
