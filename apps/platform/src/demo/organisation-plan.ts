/** The company itself: its units, its staff, who joins and who changes places. */
import type { ActorId } from '@taizhang/kernel';
import type { Agenda } from './agenda';
import { takeover, type Desk } from './desk';
import { minuteMs } from './local-time';
import { people, units, type Person } from './organisation.data';
import type { Roster } from './roster';

export function planOrganisation(desk: Desk, agenda: Agenda, roster: Roster, from: number): void {
  for (const { key, name, kind } of units) {
    const parentId = key === 'company' ? null : roster.unitIds.company;
    const unitId = roster.unitIds[key];
    const actKey = `unit/${key}/open`;
    const data = { unitId, name, kind, parentId };
    const act = { key: actKey, at: from, by: takeover, type: 'OpenUnit', data } as const;
    agenda.add({ at: from, key: actKey, run: () => desk.unit(act) });
  }
  for (const person of people) planPerson(person, desk, agenda, roster, from);
}

function planPerson(person: Person, desk: Desk, agenda: Agenda, roster: Roster, from: number) {
  const { key, name, unit, role, joins, moves } = person;
  const staffId: ActorId = roster.staffId(person);
  // Before anything of the first day is done by them.
  const joinedAt = joins === undefined ? from + minuteMs : roster.joinedAt(person);
  const administrator = roster.actor(roster.named('feng-xuemei'), joinedAt);
  const by = joins === undefined ? takeover : administrator;
  const joinKey = `staff/${key}/join`;
  const data = { staffId, name, unitId: roster.unitIds[unit], roles: [role] };
  agenda.add({
    at: joinedAt,
    key: joinKey,
    run: () =>
      desk.staffMember({ key: joinKey, at: joinedAt, by, type: 'RegisterStaffMember', data }),
  });
  if (!moves) return;
  const at = roster.movedAt(person);
  const moveKey = `staff/${key}/move`;
  const assignment = { staffId, unitId: roster.unitIds[moves.to], roles: [role] };
  agenda.add({
    at,
    key: moveKey,
    run: () =>
      desk.staffMember({
        key: moveKey,
        at,
        by: administrator,
        type: 'ReassignStaffMember',
        data: assignment,
      }),
  });
}
