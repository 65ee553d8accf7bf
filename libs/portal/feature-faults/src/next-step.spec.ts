import type { Fault } from '@taizhang/contracts/views';
import { nextStep, otherSteps } from './next-step';

const crew = { acts: true, dispatches: false, staffId: 'staff-crew' };
const supervisor = { acts: true, dispatches: true, staffId: 'staff-boss' };
const fault = (more: Partial<Fault>) =>
  ({ grade: 'ordinary', triage: 'dispatch', handlerId: null, ...more }) as Fault;

describe('the next step of a fault', () => {
  it('takes a crew three taps from the dispatch to the restoration', () => {
    const mine = { handlerId: 'staff-crew' };
    expect(nextStep(fault({ status: 'dispatched' }), crew)).toBe('arrival');
    expect(nextStep(fault({ status: 'arrived', ...mine }), crew)).toBe('cause');
    expect(nextStep(fault({ status: 'cause-found', ...mine }), crew)).toBe('restoration');
  });
  it('is to take it over where a colleague is on it', () => {
    const theirs = fault({ status: 'arrived', handlerId: 'staff-mate' });
    expect(nextStep(theirs, crew)).toBe('departure');
  });
  it('is dispatching for who dispatches, and waiting for everybody else', () => {
    expect(nextStep(fault({ status: 'graded' }), supervisor)).toBe('dispatch');
    expect(nextStep(fault({ status: 'graded' }), crew)).toBeNull();
  });
  it('waits for a known outage, and closes what the customer does themselves', () => {
    expect(nextStep(fault({ status: 'triaged', triage: 'known-outage' }), crew)).toBeNull();
    const guided = fault({ status: 'triaged', triage: 'customer-internal' });
    expect(nextStep(guided, supervisor)).toBe('closure');
  });
  it('is nothing on the fault of another unit', () => {
    const other = { ...crew, acts: false };
    expect(nextStep(fault({ status: 'dispatched' }), other)).toBeNull();
    expect(otherSteps(fault({ status: 'closed' }), other)).toEqual([]);
  });
});
