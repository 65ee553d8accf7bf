import type { InquiryStatus } from '@taizhang/contracts/billing-inquiries';
import type { Account } from '@taizhang/contracts/views';
import type { Principal } from '@taizhang/portal/data-access';
import { nextAccountSteps, nextSteps } from './steps';

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
const handler = person(['inquiry.read', 'inquiry.write']);
const supervisor = person(['inquiry.read', 'inquiry.write', 'inquiry.approve'], 'staff-head');
const auditor = person(['inquiry.read']);

const inquiry = (status: InquiryStatus, more: object = {}) => ({
  status,
  unitId: 'unit-1',
  handlerId: 'staff-me' as string | null,
  tests: [],
  finding: null,
  adjustment: null,
  ...more,
});
const proposed = inquiry('adjustment-proposed', { adjustment: { proposedBy: 'staff-me' } });

describe('The next step of an inquiry', () => {
  it.each([
    ['verified', 'kind'],
    ['typed', 'answer'],
    ['investigating', 'finding'],
    ['test-requested', 'meter-test/result'],
    ['adjustment-approved', 'adjustment/posting'],
    ['adjustment-posted', 'reply'],
    ['answered', 'closure'],
  ] as const)('after %s is %s', (status, step) => {
    expect(nextSteps(inquiry(status), handler).primary).toBe(step);
  });
  it('of a closed one is none, but it may be reopened', () => {
    expect(nextSteps(inquiry('closed'), handler)).toEqual({ primary: null, others: ['reopening'] });
  });
  it('is anybody’s while nobody answers for it', () => {
    const open = inquiry('opened', { handlerId: null, unitId: null });
    expect(nextSteps(open, handler).primary).toBe('verification');
  });
  it('puts right what was wrong, and answers what was not', () => {
    const found = (finding: string) => inquiry('found', { finding });
    expect(nextSteps(found('wiring'), handler).primary).toBe('adjustment');
    expect(nextSteps(found('no-error'), handler).primary).toBe('reply');
  });
  it('is a decision for another person than who proposed', () => {
    expect(nextSteps(proposed, handler).primary).toBeNull();
    expect(nextSteps(proposed, supervisor).primary).toBe('adjustment/approval');
    const own = inquiry('adjustment-proposed', { adjustment: { proposedBy: 'staff-head' } });
    expect(nextSteps(own, supervisor).primary).toBeNull();
  });
  it('of a colleague’s can only be taken over', () => {
    const theirs = inquiry('typed', { handlerId: 'staff-other' });
    expect(nextSteps(theirs, handler)).toEqual({ primary: null, others: ['takeover'] });
  });
  it('is nothing for who only looks, or for another unit', () => {
    const nothing = { primary: null, others: [] };
    expect(nextSteps(inquiry('typed'), auditor)).toEqual(nothing);
    const elsewhere = inquiry('typed', { unitId: 'unit-2', handlerId: 'staff-other' });
    expect(nextSteps(elsewhere, handler)).toEqual(nothing);
  });
});

describe('The next step of a supply', () => {
  const now = Date.parse('2026-11-20T00:00:00.000Z');
  const account = (more: object) =>
    ({ supply: 'on', overdueSince: null, waits: [], mistake: null, ...more }) as unknown as Account;
  const overdueSince = '2026-10-20T16:00:00.000Z';

  it('is nothing while nothing is overdue', () => {
    expect(nextAccountSteps(account({}), handler, now).primary).toBeNull();
  });
  it('is the notice, and the disconnection only after its wait', () => {
    expect(nextAccountSteps(account({ overdueSince }), handler, now).primary).toBe(
      'arrears-notice',
    );
    const dunned = (dueAt: string) =>
      account({ overdueSince, supply: 'dunned', waits: [{ dueAt }] });
    const later = '2026-11-21T00:00:00.000Z';
    expect(nextAccountSteps(dunned(later), handler, now).primary).toBeNull();
    expect(nextAccountSteps(dunned(overdueSince), handler, now).primary).toBe('disconnection');
  });
  it('is told once more on the day, and carried out half an hour later', () => {
    const approved = (startedAt?: string, dueAt?: string) => {
      const promise = 'disconnection-second-notice';
      const waits = startedAt ? [{ promise, startedAt, dueAt }] : [];
      return account({ overdueSince, supply: 'cut-approved', waits });
    };
    const next = (one: Account) => nextAccountSteps(one, handler, now).primary;
    expect(next(approved())).toBe('disconnection/announcement');
    const late = approved('2026-11-19T23:50:00.000Z', '2026-11-20T00:20:00.000Z');
    expect(next(late)).toBeNull();
    const ready = approved('2026-11-19T23:00:00.000Z', '2026-11-19T23:30:00.000Z');
    expect(next(ready)).toBe('disconnection/execution');
    // Of yesterday in China: eight in the morning there is midnight in Greenwich.
    const yesterday = approved('2026-11-19T15:00:00.000Z', '2026-11-19T15:30:00.000Z');
    expect(next(yesterday)).toBe('disconnection/announcement');
  });
  it('is approved by another', () => {
    const waiting = account({ supply: 'cut-proposed', proposedBy: 'staff-me' });
    expect(nextAccountSteps(waiting, handler, now).primary).toBeNull();
    expect(nextAccountSteps(waiting, supervisor, now).primary).toBe('disconnection/approval');
  });
});
