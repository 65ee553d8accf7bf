import { specification } from '@taizhang/kernel/testing';
import { accountDecider } from './account.decider';
import * as told from './account.fixtures';
import { day, handler } from './account.fixtures';

const given = specification(accountDecider);
const untilApproved = [told.issued, told.noticed, told.proposed, told.approved];
/** Told on the 35th day, at a quarter past nine. */
const untilAnnounced = [...untilApproved, told.announced(34.9)];
const untilCut = [...untilAnnounced, told.cut];
const untilPaid = [...untilCut, told.paid(40), told.reconnectionAsked(40)];

/** What the decider makes of a command, for events that are looked into rather than compared. */
const eventsAfter = (...history: Parameters<typeof given>) => ({
  when(command: Parameters<ReturnType<typeof given>['when']>[0]) {
    const { decide, evolve, initialState } = accountDecider;
    const decision = decide(command, history.reduce(evolve, initialState));
    return decision.outcome === 'accepted' ? decision.events : [];
  },
});

describe('Facts of others', () => {
  it('are kept as they came', () => {
    given().when(told.read).then(told.wasRead);
    given().when(told.issue).then(told.issued);
    given(told.issued).when(told.pay(5)).then(told.paid(5));
  });
  it('a bill or a payment told twice is one fact', () => {
    given(told.issued).when(told.issue).thenNothing();
    given(told.issued, told.paid(5)).when(told.pay(6)).thenNothing();
  });
});

describe('A notice of arrears', () => {
  it('says what is overdue and what the delay costs', () => {
    given(told.issued).when(told.notice).then(told.noticed);
  });
  it('told twice is one fact', () =>
    given(told.issued, told.noticed).when(told.notice).thenNothing());
  it('is refused on the last day to pay, and once it is paid', () => {
    given(told.issued)
      .when({ ...told.notice, at: day(0) })
      .thenRefused('account-nothing-overdue');
    given(told.issued, told.paid(5)).when(told.notice).thenRefused('account-nothing-overdue');
  });
  it('needs an account', () => given().when(told.notice).thenRefused('account-unknown'));
});

describe('A disconnection', () => {
  it('is proposed, approved by another, announced, and carried out', () => {
    given(told.issued, told.noticed).when(told.propose).then(told.proposed);
    given(told.issued, told.noticed, told.proposed).when(told.approve).then(told.approved);
    given(...untilApproved)
      .when(told.announce(34.9))
      .then(told.announced(34.9));
    given(...untilAnnounced)
      .when(told.execute)
      .then(told.cut);
  });
  it.each([
    ['unannounced', [told.issued], told.propose, 'account-not-noticed'],
    [
      'before 30 days and the notice have run out',
      [told.issued, told.noticed],
      { ...told.propose, at: day(31) },
      'account-notice-running',
    ],
    [
      'approved by who proposed it',
      [told.issued, told.noticed, told.proposed],
      { ...told.approve, by: handler },
      'account-own-proposal',
    ],
    [
      'that nobody proposed',
      [told.issued, told.noticed],
      told.approve,
      'account-disconnection-not-proposed',
    ],
    [
      'that nobody approved',
      [told.issued, told.noticed, told.proposed],
      told.execute,
      'account-disconnection-not-approved',
    ],
    [
      'of somebody who has paid meanwhile',
      [...untilApproved, told.paid(34)],
      told.execute,
      'account-disconnection-not-approved',
    ],
    ['that was not announced', untilApproved, told.execute, 'account-not-announced'],
    [
      'announced less than half an hour before',
      [...untilApproved, told.announced(34.985)],
      told.execute,
      'account-notice-running',
    ],
    [
      'announced for another day',
      [...untilApproved, told.announced(34)],
      told.execute,
      'account-not-announced',
    ],
    [
      'announced to somebody who has paid meanwhile',
      [...untilAnnounced, told.paid(34.95)],
      told.execute,
      'account-disconnection-not-approved',
    ],
    [
      'announced before a second person agreed',
      [told.issued, told.noticed, told.proposed],
      told.announce(34),
      'account-disconnection-not-approved',
    ],
    ['of what is off already', untilCut, told.execute, 'account-supply-cut'],
  ] as const)('%s is refused', (_, history, command, reason) => {
    given(...history)
      .when(command)
      .thenRefused(reason);
  });
  it('told twice is one fact', () => {
    given(told.issued, told.noticed, told.proposed).when(told.propose).thenNothing();
    given(...untilApproved)
      .when(told.approve)
      .thenNothing();
    given(...untilAnnounced)
      .when(told.announce(34.95))
      .thenNothing();
  });
  it('announced again on another day waits for half an hour again', () => {
    given(...untilAnnounced)
      .when(told.announce(35.9))
      .then(told.announced(35.9));
    given(...untilAnnounced, told.announced(35.985))
      .when({ ...told.execute, at: day(36) })
      .thenRefused('account-notice-running');
    given(...untilAnnounced, told.announced(35.9))
      .when({ ...told.execute, at: day(36) })
      .then({ ...told.cut, at: day(36) });
  });
});

describe('Paying', () => {
  it('starts the clock of the reconnection', () => {
    given(...untilCut)
      .when(told.pay(40))
      .then(told.paid(40), told.reconnectionAsked(40));
  });
  it('in part does not', () => {
    given(...untilCut)
      .when(told.pay(40, 5_000))
      .then(told.paid(40, 5_000));
  });
  it('is followed by the supply, in time or late', () => {
    given(...untilPaid)
      .when(told.restore(40.5))
      .then(told.restored(40.5, 40));
    given(...untilPaid)
      .when(told.restore(42))
      .then(told.reconnectionMissed(40), told.restored(42, 40));
  });
  it('a missed reconnection is told once', () => {
    given(...untilPaid)
      .when(told.missReconnection(41.5))
      .then(told.reconnectionMissed(40));
    given(...untilPaid, told.reconnectionMissed(40))
      .when(told.missReconnection(41.5))
      .thenNothing();
    given(...untilPaid)
      .when(told.missReconnection(40.5))
      .thenRefused('account-deadline-not-missed');
  });
  it('ahead is a credit against the next bill', () => {
    const early = [told.paid(-30), told.issued];
    given(...early)
      .when(told.notice)
      .thenRefused('account-nothing-overdue');
  });
});

describe('A prepaid meter', () => {
  const overdrawn = [told.balance(1, -320)];
  it('is cut when it is overdrawn, and that is no mistake', () => {
    given(...overdrawn)
      .when(told.recordCut(2, 'prepaid-balance'))
      .then(told.wasCut(2, 'prepaid-balance'));
  });
  it('is reconnected once it was paid', () => {
    given(...overdrawn, told.wasCut(2, 'prepaid-balance'))
      .when(told.reportBalance(3, 5_000))
      .then(told.balance(3, 5_000), told.reconnectionAsked(3));
  });
});

describe('A mistaken disconnection', () => {
  it.each([
    ['although it was paid', [told.issued, told.paid(20)], 36, 'arrears', 'paid'],
    ['without notice', [told.issued], 36, 'arrears', 'not-noticed'],
    ['too early', [told.issued, told.noticed], 28, 'arrears', 'too-early'],
    ['without approval', [told.issued, told.noticed], 36, 'arrears', 'not-approved'],
    ['without a second notice', untilApproved, 36, 'arrears', 'not-announced'],
    ['with balance left', [told.balance(1, 900)], 2, 'prepaid-balance', 'balance-left'],
    ['on a meter that is not prepaid', [told.issued], 2, 'prepaid-balance', 'wrong-meter'],
  ] as const)('%s is found out with the cut', (_, history, days, cause, mistake) => {
    const events = eventsAfter(...history).when(told.recordCut(days, cause));
    expect(events.map(({ type }) => type)).toEqual([
      'SupplyCut',
      'MistakenDisconnectionFound',
      'ReconnectionRequested',
    ]);
    expect(events[1]!.data).toMatchObject({ mistake, disconnectedAt: day(days), ...told.where });
  });
  it('gets the same fault and complaint whoever finds it out', () => {
    const [, byMachine] = eventsAfter(told.issued).when(told.recordCut(35));
    const [byStaff] = eventsAfter(...untilCut).when(told.report);
    const ids = (data: object) => {
      const { faultId, complaintId } = data as { faultId: string; complaintId: string };
      return { faultId, complaintId };
    };
    expect(ids(byMachine!.data)).toEqual(ids(byStaff!.data));
    expect(ids(byStaff!.data).faultId).toMatch(/^fault-/);
  });
  it('told twice is one fact', () => {
    const events = eventsAfter(...untilCut).when(told.report);
    given(...untilCut, ...events)
      .when(told.report)
      .thenNothing();
  });
  it('is none while the supply is on', () => {
    given(told.issued).when(told.report).thenRefused('account-supply-on');
  });
  it('is not a cut that everybody agreed to', () => {
    given(...untilApproved, told.announced(35.9))
      .when(told.recordCut(36))
      .then(told.wasCut(36));
    given(...untilCut)
      .when(told.recordCut(36))
      .thenNothing();
  });
});
