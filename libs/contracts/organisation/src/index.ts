export { organisationEvents, type OrganisationEvent } from './organisation.events';
export {
  openUnitRequest,
  reassignStaffMemberRequest,
  registerStaffMemberRequest,
} from './organisation.requests';
export {
  roles,
  roleSchema,
  roleTitles,
  unitIdSchema,
  unitKinds,
  unitKindSchema,
  type Role,
  type UnitId,
  type UnitKind,
} from './organisation.terms';
