import type { Status } from '@taizhang/contracts/complaints';
import type { Principal } from '@taizhang/portal/data-access';
import { nextSteps } from './steps';

const person = (permissions: string[], staffId = 'staff-me'): Principal => ({
  staffId,
  name: '',
  username: '',
  unitId: 'unit-1',
  unitName: '',
  roles: [],
  permissions,
  mustChangePassword: false,
});
const handler = person(['complaint.read', 'complaint.write']);
const supervisor = person(['complaint.read', 'complaint.write', 'complaint.dispatch']);
const auditor = person(['complaint.read', 'history.replay']);

const complaint = (status: Status, more: object = {}) => ({
  status,
  unitId: 'unit-1',
  handlerId: 'staff-me' as string | null,
  verdict: null,
  remedies: [],
  ...more,
});

describe('the next step', () => {
  it.each([
    ['dispatched', 'acceptance'],
    ['accepted', 'customer-contact'],
    ['contacted', 'investigation'],
    ['investigated', 'adjudication'],
    ['replied', 'closure'],
    ['reopened', 'customer-contact'],
  ] as const)('of a handler on a complaint that is %s is %s', (status, step) => {
    expect(nextSteps(complaint(status), handler).primary).toBe(step);
  });

  it('is the remedy once it proved true, and the reply after the remedy', () => {
    const proven = { verdict: 'proven' };
    const remedied = { ...proven, remedies: [{ remedy: 'apology', amountFen: null, at: '' }] };
    expect(nextSteps(complaint('adjudicated', proven), handler).primary).toBe('remedies');
    expect(nextSteps(complaint('adjudicated', proven), handler).others).not.toContain('reply');
    expect(nextSteps(complaint('remedied', remedied), handler).primary).toBe('reply');
  });

  it('is the reply at once when it did not prove true', () => {
    const steps = nextSteps(complaint('adjudicated', { verdict: 'unproven' }), handler);
    expect(steps.primary).toBe('reply');
    expect(steps.others).toContain('remedies');
  });

  it('is the colleague’s where one answers for it, but it may be taken over', () => {
    expect(nextSteps(complaint('contacted', { handlerId: 'staff-other' }), handler)).toEqual({
      primary: null,
      others: ['acceptance'],
      waiting: 'handler',
    });
  });

  it('is dispatching for the supervisor, and waiting for the handler', () => {
    const lodged = complaint('lodged', { handlerId: null });
    expect(nextSteps(lodged, supervisor).primary).toBe('dispatch');
    expect(nextSteps(lodged, handler)).toEqual({ primary: null, others: [], waiting: 'dispatch' });
  });

  it('is nobody’s business in another unit or without the permission', () => {
    expect(nextSteps(complaint('accepted', { unitId: 'unit-2' }), handler).waiting).toBe(
      'other-unit',
    );
    expect(nextSteps(complaint('accepted'), auditor).waiting).toBe('not-permitted');
  });

  it('of a closed complaint is none, but it may be reopened', () => {
    expect(nextSteps(complaint('closed'), handler)).toEqual({
      primary: null,
      others: ['reopening'],
      waiting: 'nothing',
    });
  });
});
