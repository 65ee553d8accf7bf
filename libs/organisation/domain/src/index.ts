export {
  staffMemberDecider,
  type StaffMemberCommand,
  type StaffMemberEvent,
  type StaffMemberRefusal,
  type StaffMemberState,
} from './staff-member.decider';
export { unitDecider, type UnitCommand, type UnitState } from './unit.decider';
