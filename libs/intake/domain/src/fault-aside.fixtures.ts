/** What happens to a fault beside the straight way: urging, missed promises, outages. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { ContactId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId } from '@taizhang/kernel';
import { agent, ask, crew, fact, minute, outageId, repair, told } from './fault.fixtures';

const contactId = 'contact-2' as ContactId;
export const urge = ask('UrgeFault', 60, agent, { contactId });
export const urged = fact('FaultUrged', 60, agent, { contactId, times: 1 });

const clock = 'system-deadlines' as ActorId;
export const missed = (
  name: FrozenPromise['promise'],
  minutes: number,
  responsibleId = crew,
  unitId: UnitId | null = repair,
) =>
  fact('FaultDeadlineMissed', minutes, clock, {
    promise: name,
    dueAt: minute(minutes),
    responsibleId,
    unitId,
  });
export const miss = ask('MissDeadline', 46, clock, { promise: 'arrival-urban' });

const known = { outcome: 'known-outage' as const, outageId, paidRepairAgreed: false, note: '' };
export const linkToOutage = ask('TriageFault', 0, agent, known);
export const linked = fact('FaultTriaged', 0, agent, { ...told, ...known });
export const restoreWithOutage = ask('RestoreWithOutage', 120, clock, { outageId });
export const restoredWithOutage = fact('SupplyRestored', 120, clock, {
  ...told,
  handlerId: null,
  outageId,
  result: '',
  unitId: null,
  startedAt: minute(0),
  dueAt: null,
});
/** Triaged to something that is no matter for a crew. */
export const triagedAs = (outcome: 'arrears' | 'customer-internal', paidRepairAgreed = false) =>
  fact('FaultTriaged', 0, agent, { ...told, outcome, outageId: null, paidRepairAgreed, note: '' });
