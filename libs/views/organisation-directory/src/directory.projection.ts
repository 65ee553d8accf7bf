/** Units and the people who work in them: names to put beside ids. */
import type { OrganisationEvent } from '@taizhang/contracts/organisation';
import type { StaffMember, Unit } from '@taizhang/contracts/views';
import { projection } from '@taizhang/kernel';

type UnitEvent = Extract<OrganisationEvent, { type: 'UnitOpened' }>;
type StaffEvent = Exclude<OrganisationEvent, { type: 'UnitOpened' }>;

export const units = projection<Unit, UnitEvent>({
  table: 'units',
  columns: {
    id: { type: 'text' },
    name: { type: 'text' },
    kind: { type: 'text' },
    parentId: { type: 'text', nullable: true },
  },
  types: ['UnitOpened'],
  keysOf: ({ data }) => [data.unitId],
  evolve: (_, { data: { unitId, ...unit } }) => ({ id: unitId, ...unit }),
});

export const staffMembers = projection<StaffMember & { revision: number }, StaffEvent>({
  table: 'staff_members',
  columns: {
    id: { type: 'text' },
    name: { type: 'text' },
    unitId: { type: 'text' },
    roles: { type: 'jsonb' },
    active: { type: 'boolean' },
    revision: { type: 'integer' },
  },
  types: ['StaffMemberJoined', 'StaffMemberReassigned', 'StaffMemberLeft'],
  keysOf: ({ data }) => [data.staffId],
  evolve(row, { type, data, revision }) {
    switch (type) {
      case 'StaffMemberJoined': {
        const { staffId, ...member } = data;
        return { id: staffId, ...member, active: true, revision };
      }
      case 'StaffMemberReassigned':
        return row && { ...row, unitId: data.unitId, roles: data.roles, active: true, revision };
      case 'StaffMemberLeft':
        return row && { ...row, active: false, revision };
      default:
        return row;
    }
  },
});
