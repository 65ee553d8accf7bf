import type { RatingEvent } from '@taizhang/contracts/assessment';
import { specification } from '@taizhang/kernel/testing';
import { caseId, customerId, handler, local, ratingId, unitId } from './assessment.fixtures';
import { ratingDecider } from './rating.decider';

const given = specification(ratingDecider);
const by = handler;
const invite = {
  type: 'InviteRating' as const,
  ...{ at: local('10:00'), by, data: { ratingId, caseId, expiresAt: local('10:00', 30) } },
};
const rate = {
  type: 'RateCase' as const,
  ...{ at: local('11:00'), by },
  data: { ratingId, caseId, customerId, handlerId: handler, unitId, score: 4, comment: '' },
};
const rated: RatingEvent = { ...rate, type: 'CaseRated' };

describe('A rating by link', () => {
  it('is on record from the making of its link', () => {
    given()
      .when(invite)
      .then({ ...invite, type: 'RatingInvited' });
  });

  it('is given once', () => {
    given().when(rate).then(rated);
    given(rated).when(rate).thenRefused('case-already-rated');
    given(rated).when(invite).thenRefused('case-already-rated');
  });
});
