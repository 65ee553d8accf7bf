/** What the unit of whoever is signed in is called. */
import type { OrganisationEvent } from '@taizhang/contracts/organisation';
import type { EventLog, Recorded } from '@taizhang/kernel';

type Opened = Recorded<Extract<OrganisationEvent, { type: 'UnitOpened' }>>;

/** Null without such a unit, and while nobody can say: that keeps nobody from signing in. */
export const unitNames = (log: EventLog) => async (unitId: string) => {
  const [opened] = (await log.readStream(unitId, { to: 0 }).catch(() => [])) as readonly Opened[];
  return opened?.data.name ?? null;
};
