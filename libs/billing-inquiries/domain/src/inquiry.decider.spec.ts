import { specification } from '@taizhang/kernel/testing';
import { inquiryDecider } from './inquiry.decider';
import * as told from './inquiry.fixtures';
import { untilPosted, untilTested, untilTyped } from './inquiry.fixtures';
import { colleague, handler, hour, miss, missed } from './inquiry-people.fixtures';

const given = specification(inquiryDecider);
const untilFound = [...untilTested, told.found];
const untilApproved = [...untilFound, told.proposed, told.approved];

describe('Opening an inquiry', () => {
  it('starts the clock of the answer', () => given().when(told.open).then(told.opened));
  it('told twice is one fact', () => given(told.opened).when(told.open).thenNothing());
  it.each([told.verify, told.answer, told.post, told.close, told.reopen])(
    'comes before anything else: $type',
    (command) => given().when(command).thenRefused('inquiry-unknown'),
  );
});

describe('Verifying the account', () => {
  it('names who answers for it', () => given(told.opened).when(told.verify).then(told.verified));
  it('told twice is one fact', () => {
    given(told.opened, told.verified).when(told.verify).thenNothing();
  });
  it('is the handler’s once there is one', () => {
    given(told.opened, told.verified)
      .when({ ...told.verify, by: colleague })
      .thenRefused('inquiry-handled-by-another');
  });
  it('must have happened before it is typed', () => {
    given(told.opened).when(told.typeIt).thenRefused('inquiry-not-verified');
  });
  it('a colleague may take it over, and then handles it', () => {
    given(...untilTyped)
      .when(told.takeOver)
      .then(told.takenOver);
    given(...untilTyped, told.takenOver)
      .when(told.takeOver)
      .thenNothing();
    given(...untilTyped, told.takenOver)
      .when(told.answer)
      .thenRefused('inquiry-handled-by-another');
  });
});

describe('Answering at once', () => {
  it('needs no investigation', () =>
    given(...untilTyped)
      .when(told.answer)
      .then(told.answered));
  it('needs the kind', () => {
    given(told.opened, told.verified).when(told.answer).thenRefused('inquiry-not-typed');
  });
  it('late, records the missed promise before the answer', () => {
    const at = hour(101);
    given(...untilTyped)
      .when({ ...told.answer, at })
      .then(missed(100), { ...told.answered, at });
  });
  it('twice is refused', () => {
    given(...untilTyped, told.answered)
      .when(told.answer)
      .thenRefused('inquiry-already-answered');
  });
});

describe('Testing the meter', () => {
  const investigating = [...untilTyped, told.investigating];
  it('follows the beginning of an investigation', () => {
    given(...untilTyped)
      .when(told.investigate)
      .then(told.investigating);
    given(...investigating)
      .when(told.investigate)
      .thenNothing();
    given(...investigating)
      .when(told.requestTest)
      .then(told.testRequested);
    given(...untilTyped)
      .when(told.requestTest)
      .thenRefused('inquiry-not-investigated');
  });
  it('keeps the promise of the result', () => {
    given(...investigating, told.testRequested)
      .when(told.recordTest)
      .then(told.tested);
  });
  it('late, records that the test came late, not the answer', () => {
    const at = hour(120);
    given(...investigating, told.testRequested)
      .when({ ...told.recordTest, at })
      .then(missed(54, 'meter-test-result'), { ...told.tested, at });
  });
  it('lets nothing else happen before its result', () => {
    given(...investigating, told.testRequested)
      .when(told.find)
      .thenRefused('inquiry-test-running');
  });
  it('without a request is no test', () => {
    given(...investigating)
      .when(told.recordTest)
      .thenRefused('inquiry-test-not-requested');
  });
  it('may be disputed once, before the superior body', () => {
    given(...untilTested)
      .when(told.disputeIt)
      .then(told.disputed);
    given(...investigating)
      .when(told.disputeIt)
      .thenRefused('inquiry-not-tested');
    const again = { ...told.tested, data: { ...told.tested.data, tester: 'superior' as const } };
    given(...untilTested, told.disputed, again)
      .when(told.disputeIt)
      .thenRefused('inquiry-test-final');
  });
});

describe('An adjustment', () => {
  it('is worked out when it is proposed', () =>
    given(...untilFound)
      .when(told.propose)
      .then(told.proposed));
  it('needs a finding, and one that something was wrong', () => {
    given(...untilTested)
      .when(told.propose)
      .thenRefused('inquiry-no-finding');
    given(...untilTyped, told.investigating, told.noError.event)
      .when(told.propose)
      .thenRefused('inquiry-nothing-to-adjust');
  });
  it('uses the measured error', () => {
    const figures = { ...told.propose.data.figures, errorRate: 900 } as never;
    given(...untilFound)
      .when({ ...told.propose, data: { ...told.propose.data, figures } })
      .thenRefused('inquiry-adjustment-mismatch');
  });
  it('is about money', () => {
    const figures = { ...told.propose.data.figures, billedWh: 0 };
    given(...untilFound)
      .when({ ...told.propose, data: { ...told.propose.data, figures } })
      .thenRefused('inquiry-adjustment-zero');
  });
  it('is approved by another person than who proposed it', () => {
    given(...untilFound, told.proposed)
      .when(told.approve)
      .then(told.approved);
    given(...untilFound, told.proposed)
      .when({ ...told.approve, by: handler })
      .thenRefused('inquiry-own-proposal');
  });
  it('is rejected with a reason, and may be proposed again', () => {
    given(...untilFound, told.proposed)
      .when(told.reject)
      .then(told.rejected);
    given(...untilFound, told.proposed, told.rejected)
      .when(told.propose)
      .then(told.proposed);
    given(...untilFound, told.proposed, told.rejected)
      .when(told.approve)
      .thenRefused('inquiry-adjustment-not-proposed');
  });
  it('is posted once it was approved, and once only', () => {
    given(...untilApproved)
      .when(told.post)
      .then(told.posted);
    given(...untilFound, told.proposed)
      .when(told.post)
      .thenRefused('inquiry-adjustment-not-approved');
    given(...untilPosted)
      .when(told.post)
      .thenRefused('inquiry-adjustment-not-approved');
  });
});

describe('Replying and closing', () => {
  it('follow the posting', () => {
    given(...untilPosted)
      .when(told.reply)
      .then(told.replied);
    given(...untilPosted, told.replied)
      .when(told.close)
      .then(told.closed);
  });
  it('told twice, closing is one fact', () => {
    given(...untilPosted, told.replied, told.closed)
      .when(told.close)
      .thenNothing();
  });
  it('are refused while what was wrong is not put right', () => {
    given(...untilApproved)
      .when(told.reply)
      .thenRefused('inquiry-not-adjusted');
    given(...untilPosted)
      .when(told.close)
      .thenRefused('inquiry-not-answered');
  });
  it('need no adjustment when nothing was wrong', () => {
    const replied = {
      ...told.replied,
      data: { ...told.replied.data, startedAt: hour(0), dueAt: hour(100) },
    };
    given(...untilTyped, told.investigating, told.noError.event)
      .when(told.reply)
      .then(replied);
  });
  it('leave nothing to do', () => {
    given(...untilPosted, told.replied, told.closed)
      .when(told.investigate)
      .thenRefused('inquiry-closed');
  });
});

describe('Reopening', () => {
  const done = [...untilPosted, told.replied, told.closed];
  it('starts the clock anew, against whoever answered', () =>
    given(...done)
      .when(told.reopen)
      .then(told.reopened));
  it('told twice is one fact', () =>
    given(...done, told.reopened)
      .when(told.reopen)
      .thenNothing());
  it('is refused while it is open', () => {
    given(...untilTyped)
      .when(told.reopen)
      .thenRefused('inquiry-still-open');
  });
  it('leads through the finding again', () => {
    given(...done, told.reopened)
      .when(told.reply)
      .thenRefused('inquiry-no-finding');
  });
});

describe('Urging', () => {
  const answered = [told.opened, told.verified, told.typed, told.answered];
  it('is counted, in every state that is not closed', () => {
    given(told.opened).when(told.urge).then(told.urged);
    given(...answered)
      .when(told.urge)
      .then(told.urged);
  });
  it('told twice is one fact', () => given(told.opened, told.urged).when(told.urge).thenNothing());
  it('comes too late once it is closed', () => {
    given(...answered, told.closed)
      .when(told.urge)
      .thenRefused('inquiry-closed');
  });
});

describe('A deadline', () => {
  it('is missed once the clock passed it', () => {
    given(...untilTyped)
      .when(miss)
      .then(missed(100));
  });
  it('told twice is one fact', () =>
    given(...untilTyped, missed(100))
      .when(miss)
      .thenNothing());
  it('of a second meter test is its own: kept, missed and told once more', () => {
    const missIt = (at: number) => ({
      ...miss,
      at: hour(at),
      data: { ...miss.data, promise: 'meter-test-result' as const },
    });
    const late = [told.testRequested, missed(54, 'meter-test-result'), told.tested];
    const again = [...untilTyped, told.investigating, ...late, told.disputed];
    given(...again)
      .when(missIt(80))
      .thenRefused('inquiry-deadline-not-missed');
    given(...again)
      .when(missIt(82))
      .then(missed(81, 'meter-test-result'));
    given(...untilTested, told.disputed)
      .when(missIt(82))
      .then(missed(81, 'meter-test-result'));
  });
  it('is not missed before, nor when it was kept, nor while the meter is on test', () => {
    given(...untilTyped)
      .when({ ...miss, at: hour(99) })
      .thenRefused('inquiry-deadline-not-missed');
    given(...untilTyped, told.answered)
      .when(miss)
      .thenRefused('inquiry-deadline-not-missed');
    given(...untilTyped, told.investigating, told.testRequested)
      .when(miss)
      .thenRefused('inquiry-deadline-not-missed');
  });
});
