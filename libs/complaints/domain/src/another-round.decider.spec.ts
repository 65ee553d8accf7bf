/** Handed on, taken up again, ended and reopened: what stays of the round before, and what not. */
import { specification } from '@taizhang/kernel/testing';
import { complaintDecider } from './complaint.decider';
import {
  acceptIt,
  accepted,
  adjudicated,
  close,
  closed,
  contact,
  contacted,
  dispatch,
  dispatched,
  investigate,
  investigated,
  lodged,
  missedContact,
  remedied,
  remedy,
  reopen,
  reopened,
  replied,
  reply,
  returned,
  sendBack,
  untilAnswered,
} from './complaint.fixtures';
import { colleague, minute } from './people.fixtures';

const given = specification(complaintDecider);

describe('Handed on', () => {
  it('can be returned before anybody accepted it', () => {
    given(lodged, dispatched).when(sendBack).then(returned);
  });
  it('nobody answers for it until it is accepted again', () => {
    given(lodged, dispatched, accepted, returned)
      .when(contact)
      .thenRefused('complaint-not-dispatched');
    given(lodged, dispatched, accepted, returned)
      .when(acceptIt)
      .thenRefused('complaint-not-dispatched');
    given(lodged, dispatched, accepted, returned, dispatched)
      .when(contact)
      .thenRefused('complaint-not-accepted');
  });
  it('to another unit, it is that unit which has not accepted it', () => {
    const toUnitId = 'unit-2' as typeof dispatch.data.toUnitId;
    const elsewhere = { ...dispatched, data: { ...dispatched.data, toUnitId } };
    given(lodged, dispatched)
      .when({ ...dispatch, data: { ...dispatch.data, toUnitId } })
      .then(elsewhere);
    given(lodged, dispatched, accepted, elsewhere)
      .when(contact)
      .thenRefused('complaint-not-accepted');
  });
});

describe('Answered or closed', () => {
  it.each([dispatch, contact, investigate, remedy, reply, sendBack])(
    'closed, nothing of the handling is left: $type',
    (command) => {
      given(...untilAnswered, closed)
        .when(command)
        .thenRefused('complaint-closed');
    },
  );
  it('closed, it is not accepted again, whoever asks', () => {
    for (const by of [acceptIt.by, colleague]) {
      given(...untilAnswered, closed)
        .when({ ...acceptIt, by })
        .thenRefused('complaint-closed');
    }
  });
  it('answered, it is not accepted by another any more', () => {
    given(...untilAnswered)
      .when({ ...acceptIt, by: colleague })
      .thenRefused('complaint-already-replied');
  });
  it('answered, a follow-up leaves the answer as it stands', () => {
    const followUp = { ...remedied, data: { ...remedied.data, remedy: 'follow-up' as const } };
    given(...untilAnswered, followUp)
      .when(close)
      .then(closed);
  });
  it('answered, it can be reopened before it is closed', () => {
    given(...untilAnswered)
      .when(reopen)
      .then(reopened);
  });
});

describe('Reopened', () => {
  const again = [...untilAnswered, closed, reopened];
  it('the clocks are new: what was kept or missed before can be missed again', () => {
    const { complaintId, promise } = missedContact.data;
    const miss = { ...reopen, type: 'MissDeadline' as const, data: { complaintId, promise } };
    const rest = untilAnswered.slice(4);
    for (const before of [[], [missedContact]]) {
      given(lodged, dispatched, accepted, ...before, contacted, ...rest, reopened)
        .when({ ...miss, at: minute(24 * 60 + 1) })
        .then(missedContact);
    }
  });
  it('the verdict and the remedies are of the round before', () => {
    given(...again, contacted, investigated, adjudicated)
      .when(reply)
      .thenRefused('complaint-not-remedied');
    const unproven = { ...adjudicated.data, verdict: 'unproven' as const };
    given(...again, contacted, investigated, { ...adjudicated, data: unproven })
      .when(reply)
      .then({ ...replied, data: { ...replied.data, startedAt: reopened.at } });
  });
});
