/** The units that complaints may be dispatched to, as the organisation published them. */
import type { OrganisationEvent } from '@taizhang/contracts/organisation';
import { projection } from '@taizhang/kernel';

export type KnownUnit = Readonly<{ id: string }>;

type Event = Extract<OrganisationEvent, { type: 'UnitOpened' }>;

export const knownUnits = projection<KnownUnit, Event>({
  table: 'known_units',
  columns: { id: { type: 'text' } },
  types: ['UnitOpened'],
  keysOf: ({ data }) => [data.unitId],
  evolve: (_, { data }) => ({ id: data.unitId }),
});
