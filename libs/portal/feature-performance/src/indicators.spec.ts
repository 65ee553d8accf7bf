import { changeOf, figureBehind, indicators, type Figures } from './indicators';

const nothing: Figures = {
  acts: 0,
  contactsTaken: 0,
  answeredAtOnce: 0,
  recontacts: 0,
  lodged: 0,
  accepted: 0,
  replied: 0,
  closed: 0,
  reopened: 0,
  contactCount: 0,
  contactMinutes: 0,
  replyCount: 0,
  replyMinutes: 0,
  promisesKept: 0,
  promisesMissed: 0,
  faultsTaken: 0,
  faultsRepaired: 0,
  faultsReopened: 0,
  arrivalCount: 0,
  arrivalMinutes: 0,
  restorationCount: 0,
  restorationMinutes: 0,
  praise: 0,
  ratings: 0,
  ratingSum: 0,
  callbacks: 0,
  spotChecks: 0,
  spotCheckSum: 0,
};

describe('an indicator', () => {
  it.each([
    'firstContactResolution',
    'onTime',
    'meanContact',
    'meanReply',
    'satisfaction',
  ] as const)('%s is not made up where there is nothing to divide by', (name) =>
    expect(indicators[name].value(nothing)).toBeNull(),
  );

  it('counts a contact asked about again within 7 days as not resolved', () => {
    const figures = { ...nothing, contactsTaken: 10, answeredAtOnce: 8, recontacts: 1 };
    expect(indicators.firstContactResolution.value(figures)).toBeCloseTo(0.7);
  });

  it('never falls below zero, e.g. when recontacts meet an earlier period’s answers', () => {
    const figures = { ...nothing, contactsTaken: 1, recontacts: 2 };
    expect(indicators.firstContactResolution.value(figures)).toBe(0);
  });

  it('says on time of what ended, kept or missed', () => {
    const figures = { ...nothing, promisesKept: 3, promisesMissed: 1 };
    expect(indicators.onTime.value(figures)).toBe(0.75);
  });

  it('is a mean of the sums', () => {
    const figures = { ...nothing, replyCount: 4, replyMinutes: 600, ratings: 2, ratingSum: 9 };
    expect(indicators.meanReply.value(figures)).toBe(150);
    expect(indicators.satisfaction.value(figures)).toBe(4.5);
  });
});

describe('the change against the period before', () => {
  const slow = { ...nothing, replyCount: 1, replyMinutes: 100 };
  const quick = { ...nothing, replyCount: 1, replyMinutes: 60 };

  it('is better when less is better', () => {
    expect(changeOf(indicators.meanReply, quick, slow)).toEqual({ by: -40, judgement: 'better' });
    expect(changeOf(indicators.meanReply, slow, quick)).toEqual({ by: 40, judgement: 'worse' });
  });

  it('does not judge mere amounts of work', () => {
    expect(changeOf(indicators.acts, { ...nothing, acts: 5 }, nothing)).toEqual({
      by: 5,
      judgement: 'neutral',
    });
  });

  it('is unknown where one period has nothing', () => {
    expect(changeOf(indicators.meanReply, quick, nothing)).toBeNull();
  });
});

describe('what an indicator opens', () => {
  const figures = { ...nothing, contactsTaken: 2, replyCount: 1 };

  it('is the worse of what it is made of, and the better where there is no worse', () => {
    const behind = (part: Partial<Figures>) =>
      figureBehind(indicators.onTime, { ...figures, ...part });
    expect(behind({ promisesKept: 9, promisesMissed: 1 })).toBe('promisesMissed');
    expect(behind({ promisesKept: 9 })).toBe('promisesKept');
  });

  it('is there for a rate and a mean of nought, which have events behind them as well', () => {
    expect(figureBehind(indicators.onTime, { ...figures, promisesMissed: 7 })).toBe(
      'promisesMissed',
    );
    expect(figureBehind(indicators.firstContactResolution, figures)).toBe('contactsTaken');
    expect(figureBehind(indicators.meanReply, figures)).toBe('replyCount');
  });

  it('is nothing where nothing was counted', () => {
    expect(figureBehind(indicators.onTime, figures)).toBeNull();
    expect(figureBehind(indicators.closed, figures)).toBeNull();
  });
});
