/** A member of staff: joined → reassigned … → left. */
import type { OrganisationEvent, Role } from '@taizhang/contracts/organisation';
import {
  accept,
  alreadyDone,
  refuse,
  unreachable,
  type Decider,
  type MessagesOf,
} from '@taizhang/kernel';

export type StaffMemberEvent = Exclude<OrganisationEvent, { type: 'UnitOpened' }>;
type DataOf<Type extends StaffMemberEvent['type']> = Extract<
  StaffMemberEvent,
  { type: Type }
>['data'];

export interface StaffMemberCommandPayloads {
  RegisterStaffMember: DataOf<'StaffMemberJoined'>;
  ReassignStaffMember: DataOf<'StaffMemberReassigned'>;
  DismissStaffMember: DataOf<'StaffMemberLeft'>;
}
export type StaffMemberCommand = MessagesOf<StaffMemberCommandPayloads>;

export type StaffMemberState =
  | { readonly status: 'unknown' }
  | { readonly status: 'left' }
  | Readonly<{ status: 'working'; unitId: string; roles: readonly Role[] }>;

export const staffMemberRefusals = [
  /** Nobody of this id ever joined. */
  'staff-member-unknown',
  /** Who has left holds no post; register them anew if they come back. */
  'staff-member-left',
] as const;
export type StaffMemberRefusal = (typeof staffMemberRefusals)[number];

export const staffMemberDecider: Decider<
  StaffMemberCommand,
  StaffMemberState,
  StaffMemberEvent,
  StaffMemberRefusal
> = {
  initialState: { status: 'unknown' },

  decide(command, member) {
    if (command.type === 'RegisterStaffMember') {
      if (member.status !== 'unknown') return alreadyDone;
      return accept<StaffMemberEvent>({ ...command, type: 'StaffMemberJoined' });
    }
    if (member.status === 'unknown') return refuse('staff-member-unknown');
    switch (command.type) {
      case 'ReassignStaffMember':
        if (member.status === 'left') return refuse('staff-member-left');
        if (holds(member, command.data)) return alreadyDone;
        return accept<StaffMemberEvent>({ ...command, type: 'StaffMemberReassigned' });
      case 'DismissStaffMember':
        if (member.status === 'left') return alreadyDone;
        return accept<StaffMemberEvent>({ ...command, type: 'StaffMemberLeft' });
      default:
        return unreachable(command);
    }
  },

  evolve(member, { type, data }) {
    switch (type) {
      case 'StaffMemberJoined':
      case 'StaffMemberReassigned':
        return { status: 'working', unitId: data.unitId, roles: data.roles };
      case 'StaffMemberLeft':
        return { status: 'left' };
      default:
        return member; // An older binary may meet a newer fact.
    }
  },
};

const holds = (
  member: Extract<StaffMemberState, { status: 'working' }>,
  { unitId, roles }: DataOf<'StaffMemberReassigned'>,
) => member.unitId === unitId && [...member.roles].sort().join() === [...roles].sort().join();
