import { specification } from '@taizhang/kernel/testing';
import { inquiryDecider } from './inquiry.decider';
import * as told from './inquiry.fixtures';
import { untilPosted, untilTested, untilTyped } from './inquiry.fixtures';
import { accountId } from './inquiry-people.fixtures';

const given = specification(inquiryDecider);

describe('Finding out', () => {
  it('says what was wrong', () =>
    given(...untilTested)
      .when(told.find)
      .then(told.found));
  it('cannot say the opposite of the test', () => {
    given(...untilTested)
      .when(told.noError.command)
      .thenRefused('inquiry-test-contradicts');
    const within = { ...told.tested, data: { ...told.tested.data, errorRate: 120 } };
    given(...untilTyped, told.investigating, told.testRequested, within)
      .when(told.find)
      .thenRefused('inquiry-test-contradicts');
  });
  it('that nothing was wrong fits a meter up to its tolerance, too fast or too slow', () => {
    for (const errorRate of [200, -200]) {
      const justWithin = { ...told.tested, data: { ...told.tested.data, errorRate } };
      given(...untilTyped, told.investigating, told.testRequested, justWithin)
        .when(told.noError.command)
        .then(told.noError.event);
    }
    const tooSlow = { ...told.tested, data: { ...told.tested.data, errorRate: -201 } };
    given(...untilTyped, told.investigating, told.testRequested, tooSlow)
      .when(told.noError.command)
      .thenRefused('inquiry-test-contradicts');
  });
  it('that a meter is out of tolerance needs a test', () => {
    given(...untilTyped, told.investigating)
      .when(told.find)
      .thenRefused('inquiry-test-contradicts');
    given(...untilTyped, told.investigating)
      .when(told.noError.command)
      .then(told.noError.event);
  });
});

describe('What was tested or found', () => {
  const untilFound = [...untilTested, told.found];
  const untilApproved = [...untilFound, told.proposed, told.approved];
  const ofAnother = { ...told.verify.data, accountId: 'account-2' as typeof accountId };
  const another = { ...told.verified, data: { ...told.verified.data, ...ofAnother } };
  const verifyAnother = { ...told.verify, data: ofAnother };

  it('is put right before the customer is answered, in whatever words', () => {
    given(...untilTyped, told.investigating)
      .when(told.answer)
      .then(told.answered);
    given(...untilTested)
      .when(told.answer)
      .thenRefused('inquiry-no-finding');
    for (const history of [untilFound, [...untilFound, told.proposed], untilApproved]) {
      given(...history)
        .when(told.answer)
        .thenRefused('inquiry-not-adjusted');
    }
    given(...untilPosted, told.replied, told.reopened)
      .when({ ...told.answer, at: told.reopened.at })
      .then({
        ...told.answered,
        at: told.reopened.at,
        data: {
          ...told.answered.data,
          startedAt: told.reopened.at,
          dueAt: told.reopened.data.promises[0]!.dueAt as typeof told.answered.data.dueAt,
        },
      });
  });
  it('and agreed on was of the account that was verified, and is nothing for another', () => {
    given(...untilApproved)
      .when(verifyAnother)
      .then(another);
    given(...untilApproved, another)
      .when(told.post)
      .thenRefused('inquiry-adjustment-not-approved');
    given(...untilApproved, another)
      .when(told.reply)
      .thenRefused('inquiry-no-finding');
    given(...untilApproved, another)
      .when(told.investigate)
      .then(told.investigating);
  });
  it('is waited for before another account is verified', () => {
    given(...untilTyped, told.investigating, told.testRequested)
      .when(verifyAnother)
      .thenRefused('inquiry-test-running');
  });
});
