import type { CustomerId, PersonId, PrivacyEvent } from '@taizhang/contracts/intake';
import type { ActorId, Instant } from '@taizhang/kernel';
import { specification } from '@taizhang/kernel/testing';
import { customerDecider } from './customer.decider';
import { correct, corrected, registered } from './intake.fixtures';
import { noTies, privacyDecider, type PrivacyCommand, type Ties } from './privacy.decider';

const at = '2026-03-02T01:00:00.000Z' as Instant;
const by = 'staff-privacy' as ActorId;
const personId = 'customer-1' as CustomerId;
const reference = 'GR-2026-1';
const said = { at, by };

const holding = { personId, ground: 'retention' as const, keepUntil: '2026-03-02', reference };
const restrict: PrivacyCommand = { type: 'RestrictProcessing', data: holding, ...said };
const restricted: PrivacyEvent = { type: 'ProcessingRestricted', data: holding, ...said };
const released = { personId, reference };
const lift: PrivacyCommand = { type: 'LiftRestriction', data: released, ...said };
const lifted: PrivacyEvent = { type: 'ProcessingRestrictionLifted', data: released, ...said };
const decision = {
  ...{ personId, ground: 'consent-withdrawn' as const, requestedBy: 'person' as const, reference },
  subjects: [personId as PersonId],
};
const eraseIf = (ties: Partial<Ties>, when = at): PrivacyCommand => ({
  ...{ type: 'ErasePerson', data: { ...decision, ties: { ...noTies, ...ties } } },
  ...{ by, at: when },
});
const erased: PrivacyEvent = { type: 'PersonErased', data: decision, ...said };
const counts = { personId, events: 3, streams: 2, rows: 4 };
const complete: PrivacyCommand = {
  ...{ type: 'CompleteErasure', data: { ...counts, subjects: decision.subjects } },
  ...said,
};
const completed: PrivacyEvent = { type: 'ErasureCompleted', data: counts, ...said };

const given = specification(privacyDecider);

describe('Restricting the processing of personal data', () => {
  it('is recorded with its ground', () => given(registered).when(restrict).then(restricted));
  it('told twice is one fact', () => given(registered, restricted).when(restrict).thenNothing());
  it('needs a person', () => given().when(restrict).thenRefused('person-unknown'));
  it('has one ground at a time', () => {
    const other = { ...restrict, data: { ...holding, ground: 'claims' as const } };
    given(registered, restricted)
      .when(other as PrivacyCommand)
      .thenRefused('processing-restricted-already');
  });
  it('comes too late after erasure', () =>
    given(registered, erased).when(restrict).thenRefused('person-erased'));
  it('ends', () => given(registered, restricted).when(lift).then(lifted));
  it('ends once', () => given(registered, restricted, lifted).when(lift).thenNothing());
});

describe('Erasing a person', () => {
  it('is recorded without anything personal', () =>
    given(registered).when(eraseIf({})).then(erased));
  it('told twice is one fact', () => given(registered, erased).when(eraseIf({})).thenNothing());
  it('goes on, as it was decided, for words that turn out to be theirs', () => {
    const early = [...decision.subjects, 'contact-1' as PersonId];
    const data = { ...decision, reference: 'GR-2026-9', subjects: ['contact-1' as PersonId] };
    const more = { ...eraseIf({}), data: { ...data, ties: { ...noTies, openCases: 1 } } };
    const erasedMore = { ...erased, data: { ...decision, subjects: early } } as PrivacyEvent;
    given(registered, erased, completed)
      .when(more as PrivacyCommand)
      .then(erasedMore);
    given(registered, erased, erasedMore)
      .when(more as PrivacyCommand)
      .thenNothing();
    // Carried out before the further words were known, it is not complete with them.
    given(registered, erased, erasedMore).when(complete).thenNothing();
    const both = { ...complete, data: { ...counts, subjects: early } } as PrivacyCommand;
    given(registered, erased, completed, erasedMore).when(both).then(completed);
  });
  it('needs a person', () => given().when(eraseIf({})).thenRefused('person-unknown'));
  it.each([
    [{ openCases: 1 }, 'erasure-cases-open' as const],
    [{ unsettledFen: -1 }, 'erasure-money-due' as const],
    [{ isAtWork: true }, 'erasure-still-at-work' as const],
  ])('waits while %j', (ties, reason) => given(registered).when(eraseIf(ties)).thenRefused(reason));
  it('waits until the last day that the law asks to keep it has passed', () => {
    given(registered, restricted).when(eraseIf({})).thenRefused('erasure-retention-runs');
    const lastMoment = eraseIf({}, '2026-03-02T15:59:59.999Z' as Instant);
    given(registered, restricted).when(lastMoment).thenRefused('erasure-retention-runs');
    // Midnight in China.
    const later = eraseIf({}, '2026-03-02T16:00:00.000Z' as Instant);
    given(registered, restricted)
      .when(later)
      .then({ ...erased, at: later.at } as PrivacyEvent);
  });
  it('is complete once, after it was decided', () => {
    given(registered, erased).when(complete).then(completed);
    given(registered, erased, completed).when(complete).thenNothing();
    given(registered).when(complete).thenRefused('erasure-not-decided');
  });
});

describe('The record of a customer', () => {
  const customer = specification(customerDecider);
  it('is closed to changes while restricted', () => {
    customer(registered, restricted).when(correct).thenRefused('processing-restricted');
    customer(registered, restricted, lifted).when(correct).then(corrected);
  });
  it('is closed for good once erased', () =>
    customer(registered, erased).when(correct).thenRefused('person-erased'));
});
