export {
  DecideStaffMember,
  DecideStaffMemberHandler,
  DecideUnit,
  DecideUnitHandler,
} from './decide-organisation.handler';
