import { specification } from '@taizhang/kernel/testing';
import { inquiryDecider } from './inquiry.decider';
import * as told from './inquiry.fixtures';
import { untilTested, untilTyped } from './inquiry.fixtures';

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
