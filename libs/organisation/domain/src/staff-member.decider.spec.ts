import type { UnitId } from '@taizhang/contracts/organisation';
import type { ActorId, Instant } from '@taizhang/kernel';
import { specification } from '@taizhang/kernel/testing';
import { staffMemberDecider } from './staff-member.decider';
import { unitDecider } from './unit.decider';

const at = '2026-01-05T01:00:00.000Z' as Instant;
const by = 'staff-admin' as ActorId;
const staffId = 'staff-li' as ActorId;
const unitId = 'unit-hall' as UnitId;
const joining = { staffId, name: '李娜', unitId, roles: ['agent' as const] };
const assignment = { staffId, unitId, roles: ['agent' as const, 'handler' as const] };
const register = { type: 'RegisterStaffMember' as const, data: joining, at, by };
const joined = { type: 'StaffMemberJoined' as const, data: joining, at, by };
const reassign = { type: 'ReassignStaffMember' as const, data: assignment, at, by };
const reassigned = { type: 'StaffMemberReassigned' as const, data: assignment, at, by };
const dismiss = { type: 'DismissStaffMember' as const, data: { staffId }, at, by };
const left = { type: 'StaffMemberLeft' as const, data: { staffId }, at, by };

const given = specification(staffMemberDecider);

describe('A member of staff', () => {
  it('joins once', () => {
    given().when(register).then(joined);
    given(joined).when(register).thenNothing();
  });
  it('is reassigned, once however often told', () => {
    given(joined).when(reassign).then(reassigned);
    given(joined, reassigned).when(reassign).thenNothing();
  });
  it('leaves once, and then holds no post', () => {
    given(joined).when(dismiss).then(left);
    given(joined, left).when(dismiss).thenNothing();
    given(joined, left).when(reassign).thenRefused('staff-member-left');
  });
  it('must have joined', () => given().when(dismiss).thenRefused('staff-member-unknown'));
});

describe('A unit', () => {
  const data = { unitId, name: '城东营业厅', kind: 'hall' as const, parentId: null };
  const open = { type: 'OpenUnit' as const, data, at, by };
  const opened = { type: 'UnitOpened' as const, data, at, by };

  it('opens once', () => {
    specification(unitDecider)().when(open).then(opened);
    specification(unitDecider)(opened).when(open).thenNothing();
  });
});
