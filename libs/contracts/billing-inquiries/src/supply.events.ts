/** What happens to the supply of an account that was not paid, and when that was a mistake. */
import { complaintIdSchema } from '@taizhang/contracts/complaints';
import {
  areaSchema,
  customerIdSchema,
  faultIdSchema,
  supplyPointIdSchema,
} from '@taizhang/contracts/intake';
import { unitIdSchema } from '@taizhang/contracts/organisation';
import {
  defineEvent,
  instantSchema,
  personal,
  type EventDefinitions,
  type EventsOf,
} from '@taizhang/kernel';
import { z } from 'zod';

export const supplyEvents = {
  MistakenDisconnectionFound: defineEvent({
    meaning:
      'We cut off somebody we had no right to cut off: an urgent fault and a complaint at once.',
    version: 1,
    person: ['customerId'],
    data: z.object({
      customerId: customerIdSchema,
      supplyPointId: supplyPointIdSchema,
      area: areaSchema,
      place: personal(z.string().max(200)),
      statement: personal(z.string().max(4000)),
      unitId: unitIdSchema.nullable(),
      disconnectedAt: instantSchema,
      /** Ids under which intake reports the fault and complaints lodges the complaint. */
      faultId: faultIdSchema,
      complaintId: complaintIdSchema,
    }),
  }),
} satisfies EventDefinitions;

export type SupplyEvent = EventsOf<typeof supplyEvents>;
