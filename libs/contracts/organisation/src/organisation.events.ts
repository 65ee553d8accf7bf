/** Who works where. Other contexts read these to put a name beside an id. */
import {
  actorIdSchema,
  defineEvent,
  personal,
  type EventDefinitions,
  type EventsOf,
} from '@taizhang/kernel';
import { z } from 'zod';
import { roleSchema, unitIdSchema, unitKindSchema } from './organisation.terms';

export const organisationEvents = {
  UnitOpened: defineEvent({
    meaning: 'A hall, hotline or team takes up its work.',
    version: 1,
    data: z.object({
      unitId: unitIdSchema,
      name: z.string().min(1).max(60),
      kind: unitKindSchema,
      parentId: unitIdSchema.nullable(),
    }),
  }),
  StaffMemberJoined: defineEvent({
    meaning: 'A person works for a unit and may do what the roles allow.',
    version: 1,
    person: ['staffId'],
    data: z.object({
      staffId: actorIdSchema,
      name: personal(z.string().min(1).max(60)),
      unitId: unitIdSchema,
      roles: z.array(roleSchema),
    }),
  }),
  StaffMemberReassigned: defineEvent({
    meaning: 'The person works for another unit or in other roles from now on.',
    version: 1,
    data: z.object({
      staffId: actorIdSchema,
      unitId: unitIdSchema,
      roles: z.array(roleSchema).min(1),
    }),
  }),
  StaffMemberLeft: defineEvent({
    meaning: 'The person no longer works here; what they did stays theirs.',
    version: 1,
    data: z.object({ staffId: actorIdSchema }),
  }),
} satisfies EventDefinitions;

export type OrganisationEvent = EventsOf<typeof organisationEvents>;
