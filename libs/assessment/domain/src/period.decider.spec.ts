import { indicatorsAt } from '@taizhang/contracts/assessment';
import { specification } from '@taizhang/kernel/testing';
import { assessor, local, periodId } from './assessment.fixtures';
import { periodDecider } from './period.decider';

const given = specification(periodDecider);
const at = local('10:00');
const set = indicatorsAt(at);
const days = { from: '2025-10-01', to: '2025-12-31' };
const open = {
  type: 'OpenPeriod' as const,
  ...{ at, by: assessor, data: { periodId, name: '2025 Q4', ...days, indicators: set } },
};

describe('A period of assessment', () => {
  it('freezes its indicators as it is opened, once', () => {
    const opened = {
      type: 'AssessmentPeriodOpened' as const,
      ...{ at, by: assessor, data: { periodId, name: '2025 Q4', ...days } },
    };
    const frozen = { type: 'IndicatorsFrozen' as const, at, by: assessor };
    const events = [opened, { ...frozen, data: { periodId, ...set } }] as const;
    given()
      .when(open)
      .then(...events);
    given(...events)
      .when(open)
      .thenNothing();
  });

  it('does not end before it begins', () => {
    const backwards = { ...open, data: { ...open.data, to: '2025-09-30' } };
    given().when(backwards).thenRefused('period-backwards');
  });
});
