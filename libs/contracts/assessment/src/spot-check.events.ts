/** Looking closely at work that chance picked (抽查). */
import { customerIdSchema } from '@taizhang/contracts/intake';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import {
  actorIdSchema,
  defineEvent,
  personal,
  type EventDefinitions,
  type EventsOf,
} from '@taizhang/kernel';
import { z } from 'zod';
import { checklistSchema } from './assessment.catalogues';
import { caseIdSchema, caseKindSchema, spotCheckIdSchema } from './assessment.terms';

/** A frame of more cases is drawn from in parts: by unit, or by month. */
export const frameMax = 5000;

export const framedCaseSchema = z.object({
  caseId: caseIdSchema,
  customerId: customerIdSchema.nullable(),
  unitId: unitIdSchema.nullable(),
  handlerId: actorIdSchema.nullable(),
  /** Local day; the work counts in the period that holds it, whenever it is looked at. */
  closedOn: z.iso.date(),
});
export type FramedCase = z.infer<typeof framedCaseSchema>;

/** How the sample follows from seed and frame; see sampling.policy.ts. */
export const samplingAlgorithm = 'sha256-rank-1';

export const spotCheckEvents = {
  SpotCheckDrawn: defineEvent({
    meaning: 'Chance picked cases to look at. Anybody can draw the same from seed and frame.',
    version: 1,
    data: z.object({
      spotCheckId: spotCheckIdSchema,
      kind: caseKindSchema.nullable(),
      unitId: unitIdSchema.nullable(),
      /** First and last local day on which the cases of the frame were closed. */
      from: z.iso.date(),
      to: z.iso.date(),
      /** How much of the log the frame was taken from, as a decimal. */
      position: z.string(),
      seed: z.string().min(8).max(80),
      algorithm: z.literal(samplingAlgorithm),
      /** Every unit in proportion to its cases. */
      stratified: z.boolean(),
      size: z.int().min(1),
      frame: z.array(framedCaseSchema).max(frameMax),
      sample: z.array(framedCaseSchema),
      checklist: checklistSchema,
    }),
  }),
  SpotCheckItemScored: defineEvent({
    meaning: 'One case of the sample was looked at and scored by the checklist.',
    version: 1,
    person: ['customerId', 'spotCheckId'],
    data: z.object({
      spotCheckId: spotCheckIdSchema,
      ...framedCaseSchema.shape,
      points: z.array(z.object({ item: z.string(), points: z.int().min(0) })),
      /** Of 100. */
      total: z.int().min(0).max(100),
      findings: personal(z.string().max(4000)),
    }),
  }),
  SpotCheckCompleted: defineEvent({
    meaning: 'Every case of the sample was scored.',
    version: 1,
    data: z.object({ spotCheckId: spotCheckIdSchema, items: z.int() }),
  }),
} satisfies EventDefinitions;

export type SpotCheckEvent = EventsOf<typeof spotCheckEvents>;
