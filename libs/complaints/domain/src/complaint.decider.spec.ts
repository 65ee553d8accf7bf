import { specification } from '@taizhang/kernel/testing';
import { complaintDecider } from './complaint.decider';
import {
  acceptIt,
  accepted,
  adjudicate,
  adjudicated,
  close,
  closed,
  contact,
  contacted,
  dispatch,
  dispatched,
  investigate,
  investigated,
  lodge,
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
  takeOver,
  takenOver,
  untilAnswered,
} from './complaint.fixtures';
import { colleague, minute } from './people.fixtures';

const given = specification(complaintDecider);
const untilAdjudicated = [lodged, dispatched, accepted, contacted, investigated, adjudicated];

describe('Lodging a complaint', () => {
  it('starts every promise', () => given().when(lodge).then(lodged));
  it('happens once per letter', () => given(lodged).when(lodge).thenNothing());
});

describe('Anything asked of a complaint that was never lodged', () => {
  it.each([dispatch, acceptIt, contact, reply, close, reopen])('is refused: $type', (command) => {
    given().when(command).thenRefused('complaint-unknown');
  });
});

describe('Dispatching', () => {
  it('asks a unit to handle it', () => given(lodged).when(dispatch).then(dispatched));
  it('told twice is one fact', () => given(lodged, dispatched).when(dispatch).thenNothing());
  it('is possible again after a return', () => {
    given(lodged, dispatched, returned).when(dispatch).then(dispatched);
  });
  it('again, however late, misses no promise that was kept the first time', () => {
    const at = minute(500);
    given(lodged, dispatched, returned)
      .when({ ...dispatch, at })
      .then({ ...dispatched, at });
  });
  it('is refused once the customer has an answer', () => {
    given(...untilAnswered)
      .when(dispatch)
      .thenRefused('complaint-already-replied');
  });
});

describe('Accepting', () => {
  it('names who answers for it', () => given(lodged, dispatched).when(acceptIt).then(accepted));
  it('told twice is one fact', () => {
    given(lodged, dispatched, accepted).when(acceptIt).thenNothing();
  });
  it('is refused before a unit was asked', () => {
    given(lodged).when(acceptIt).thenRefused('complaint-not-dispatched');
  });
  it('by a colleague takes it over, keeping what was done', () => {
    given(lodged, dispatched, accepted, contacted).when(takeOver).then(takenOver);
    given(lodged, dispatched, accepted, contacted, takenOver)
      .when({ ...investigate, by: colleague })
      .then({ ...investigated, by: colleague });
  });
});

describe('Returning', () => {
  it('says why', () => given(lodged, dispatched, accepted).when(sendBack).then(returned));
  it('is refused before a unit was asked', () => {
    given(lodged).when(sendBack).thenRefused('complaint-not-dispatched');
  });
});

describe('Contacting the customer', () => {
  it('keeps the contact promise', () => {
    given(lodged, dispatched, accepted).when(contact).then(contacted);
  });
  it('late, records the missed promise before the call', () => {
    const at = minute(24 * 60 + 1);
    given(lodged, dispatched, accepted)
      .when({ ...contact, at })
      .then(missedContact, { ...contacted, at });
  });
  it('late, counts the promise once', () => {
    const at = minute(24 * 60 + 1);
    given(lodged, dispatched, accepted, missedContact)
      .when({ ...contact, at })
      .then({ ...contacted, at });
  });
  it('again measures no promise, however late', () => {
    const at = minute(24 * 60 + 1);
    given(lodged, dispatched, accepted, contacted)
      .when({ ...contact, at })
      .then({ ...contacted, at, data: { ...contacted.data, again: true } });
  });
  it('is refused while nobody answers for it', () => {
    given(lodged, dispatched).when(contact).thenRefused('complaint-not-accepted');
  });
  it('is refused for anyone but the handler', () => {
    given(lodged, dispatched, accepted)
      .when({ ...contact, by: colleague })
      .thenRefused('complaint-handled-by-another');
  });
});

describe('Investigating and adjudicating', () => {
  it('follow the contact', () => {
    given(lodged, dispatched, accepted, contacted).when(investigate).then(investigated);
    given(lodged, dispatched, accepted, contacted, investigated).when(adjudicate).then(adjudicated);
  });
  it('are refused before we spoke to the customer', () => {
    given(lodged, dispatched, accepted)
      .when(investigate)
      .thenRefused('complaint-customer-not-contacted');
  });
  it('a verdict needs findings', () => {
    given(lodged, dispatched, accepted, contacted)
      .when(adjudicate)
      .thenRefused('complaint-not-investigated');
  });
});

describe('Making good', () => {
  it('records each recovery step', () =>
    given(...untilAdjudicated)
      .when(remedy)
      .then(remedied));
  it('needs a verdict', () => {
    given(lodged, dispatched, accepted, contacted, investigated)
      .when(remedy)
      .thenRefused('complaint-not-adjudicated');
  });
  it('a compensation names its amount, and nothing else does', () => {
    const compensation = { ...remedy.data, remedy: 'compensation' as const };
    given(...untilAdjudicated)
      .when({ ...remedy, data: compensation })
      .thenRefused('complaint-amount-mismatch');
    given(...untilAdjudicated)
      .when({ ...remedy, data: { ...remedy.data, amountFen: 100 } })
      .thenRefused('complaint-amount-mismatch');
  });
  it('a follow-up needs a verdict too, as long as there is no answer', () => {
    const data = { ...remedy.data, remedy: 'follow-up' as const };
    given(lodged, dispatched, accepted, contacted, investigated)
      .when({ ...remedy, data })
      .thenRefused('complaint-not-adjudicated');
  });
  it('a follow-up is possible after the answer', () => {
    const data = { ...remedy.data, remedy: 'follow-up' as const };
    const event = { ...remedied, data: { ...remedied.data, remedy: 'follow-up' as const } };
    given(...untilAnswered)
      .when({ ...remedy, data })
      .then(event);
  });
});

describe('Replying', () => {
  it('gives our answer', () =>
    given(...untilAdjudicated, remedied)
      .when(reply)
      .then(replied));
  it('is refused while what proved true was not made good', () => {
    given(...untilAdjudicated)
      .when(reply)
      .thenRefused('complaint-not-remedied');
  });
  it('is refused while it was only followed up', () => {
    const followUp = { ...remedied, data: { ...remedied.data, remedy: 'follow-up' as const } };
    given(...untilAdjudicated, followUp)
      .when(reply)
      .thenRefused('complaint-not-remedied');
  });
  it('needs no remedy when nothing was proven', () => {
    const unproven = {
      ...adjudicated,
      data: { ...adjudicated.data, verdict: 'unproven' as const },
    };
    given(lodged, dispatched, accepted, contacted, investigated, unproven)
      .when(reply)
      .then(replied);
  });
  it('late, records every promise that ended before it, in whatever way each was broken', () => {
    const [, , promise] = lodged.data.promises;
    const named = (name: 'complaint-internal-reply' | 'complaint-hard-stop', days: number) => ({
      ...promise!,
      ...{ promise: name, dueAt: minute(days * 24 * 60) },
    });
    const more = [named('complaint-internal-reply', 4), named('complaint-hard-stop', 10)];
    const promises = [...lodged.data.promises, ...more];
    const at = minute(5 * 24 * 60 + 1);
    const missed = (name: string, dueAt: string) => ({
      ...missedContact,
      at: dueAt,
      data: { ...missedContact.data, promise: name, dueAt },
    });
    given({ ...lodged, data: { ...lodged.data, promises } }, ...untilAdjudicated.slice(1), remedied)
      .when({ ...reply, at })
      .then(
        missed('complaint-internal-reply', more[0]!.dueAt) as never,
        missed('complaint-reply', promise!.dueAt) as never,
        { ...replied, at },
      );
  });
  it('is refused a second time', () => {
    given(...untilAnswered)
      .when(reply)
      .thenRefused('complaint-already-replied');
  });
});

describe('Closing', () => {
  it('ends it with the rating', () =>
    given(...untilAnswered)
      .when(close)
      .then(closed));
  it('told twice is one fact', () =>
    given(...untilAnswered, closed)
      .when(close)
      .thenNothing());
  it('is refused without an answer', () => {
    given(lodged).when(close).thenRefused('complaint-not-replied');
  });
});

describe('Reopening', () => {
  it('starts new promises', () =>
    given(...untilAnswered, closed)
      .when(reopen)
      .then(reopened));
  it('told twice is one fact', () => {
    given(...untilAnswered, closed, reopened)
      .when(reopen)
      .thenNothing();
  });
  it('is refused while it is still open', () => {
    given(lodged, dispatched).when(reopen).thenRefused('complaint-still-open');
  });
  it('leads through the handling again', () => {
    given(...untilAnswered, reopened)
      .when(reply)
      .thenRefused('complaint-customer-not-contacted');
  });
});

describe('A deadline', () => {
  const miss = {
    type: 'MissDeadline' as const,
    at: minute(24 * 60 + 1),
    by: missedContact.by,
    data: { complaintId: lodged.data.complaintId, promise: 'complaint-contact' as const },
  };
  it('is missed once the clock passed it', () => {
    given(lodged, dispatched, accepted).when(miss).then(missedContact);
  });
  it('told twice is one fact', () => {
    given(lodged, dispatched, accepted, missedContact).when(miss).thenNothing();
  });
  it('is not missed before', () => {
    given(lodged, dispatched, accepted)
      .when({ ...miss, at: minute(60) })
      .thenRefused('complaint-deadline-not-missed');
  });
  it('is not missed when it was kept', () => {
    given(lodged, dispatched, accepted, contacted)
      .when(miss)
      .thenRefused('complaint-deadline-not-missed');
  });
});
