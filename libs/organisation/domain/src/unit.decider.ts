/** A unit of the company: a hall, the hotline, a team. */
import type { OrganisationEvent } from '@taizhang/contracts/organisation';
import { accept, alreadyDone, type Decider, type Message } from '@taizhang/kernel';

type UnitEvent = Extract<OrganisationEvent, { type: 'UnitOpened' }>;
export type UnitCommand = Message<'OpenUnit', UnitEvent['data']>;
export type UnitState = 'unknown' | 'open';

export const unitDecider: Decider<UnitCommand, UnitState, UnitEvent, never> = {
  initialState: 'unknown',
  decide: (command, unit) =>
    unit === 'open' ? alreadyDone : accept<UnitEvent>({ ...command, type: 'UnitOpened' }),
  evolve: () => 'open',
};
