import { specification } from '@taizhang/kernel/testing';
import { faultDecider } from './fault.decider';
import {
  arrive,
  arrived,
  causeFound,
  close,
  closed,
  depart,
  departed,
  dispatch,
  dispatched,
  findCause,
  grade,
  graded,
  hall,
  mate,
  minute,
  agent,
  reopen,
  reopened,
  report,
  reported,
  reportWithAll,
  restore,
  restored,
  triage,
  triaged,
  untilDispatched,
  untilRestored,
  verified,
  verify,
} from './fault.fixtures';
import {
  linkToOutage,
  linked,
  miss,
  missed,
  restoredWithOutage,
  restoreWithOutage,
  triagedAs,
  urge,
  urged,
} from './fault-aside.fixtures';

const given = specification(faultDecider);

describe('Reporting a fault', () => {
  it('starts the promise to be there', () => given().when(report).then(reported));
  it('may tell what the questions found', () => {
    given().when(reportWithAll).then(reported, triaged, graded);
  });
  it('happens once', () => given(reported).when(report).thenNothing());
});

describe('Anything asked of a fault nobody reported', () => {
  it.each([triage, dispatch, arrive, restore, close, reopen])('is refused: $type', (command) => {
    given().when(command).thenRefused('fault-unknown');
  });
});

describe('Asking where the trouble lies', () => {
  it('may send a crew', () => given(reported).when(triage).then(triaged));
  it('may link it to a known outage', () => given(reported).when(linkToOutage).then(linked));
  it('names the outage, and only for an outage', () => {
    const nameless = { ...linkToOutage, data: { ...linkToOutage.data, outageId: null } };
    given(reported).when(nameless).thenRefused('fault-outage-mismatch');
    const data = { ...triage.data, outageId: linkToOutage.data.outageId };
    given(reported)
      .when({ ...triage, data })
      .thenRefused('fault-outage-mismatch');
  });
  it('comes before a crew is sent', () => {
    given(...untilDispatched)
      .when(triage)
      .thenRefused('fault-crew-sent');
  });
});

describe('Grading', () => {
  it('without grounds is ordinary', () => given(reported, triaged).when(grade).then(graded));
  it('with a ground is urgent', () => {
    const data = { ...grade.data, grounds: ['danger-to-life' as const] };
    given(reported, triaged)
      .when({ ...grade, data })
      .then({ ...graded, data: { ...graded.data, grade: 'urgent', grounds: data.grounds } });
  });
  it('needs the triage', () => given(reported).when(grade).thenRefused('fault-not-triaged'));
});

describe('Dispatching', () => {
  it('sends a crew', () => given(reported, triaged, graded).when(dispatch).then(dispatched));
  it('told twice is one fact', () => {
    given(...untilDispatched)
      .when(dispatch)
      .thenNothing();
  });
  it('late, records the missed promise before', () => {
    given(reported, triaged, graded)
      .when({ ...dispatch, at: minute(4) })
      .then(missed('fault-dispatch', 3, agent, hall), { ...dispatched, at: minute(4) });
  });
  it('needs the triage and the grade', () => {
    given(reported).when(dispatch).thenRefused('fault-not-triaged');
    given(reported, triaged).when(dispatch).thenRefused('fault-not-graded');
  });
  it('to an outage or an unpaid bill helps nobody', () => {
    given(reported, linked).when(dispatch).thenRefused('fault-not-for-a-crew');
    given(reported, triagedAs('arrears')).when(dispatch).thenRefused('fault-not-for-a-crew');
  });
  it("to the customer's own installation only once they heard that it is paid for", () => {
    given(reported, triagedAs('customer-internal'), graded)
      .when(dispatch)
      .thenRefused('fault-paid-repair-not-agreed');
    given(reported, triagedAs('customer-internal', true), graded).when(dispatch).then(dispatched);
  });
});

describe('The crew', () => {
  it('departs, arrives, finds the cause, restores', () => {
    given(...untilDispatched)
      .when(depart)
      .then(departed);
    given(...untilDispatched, departed)
      .when(arrive)
      .then(arrived);
    given(...untilDispatched, departed, arrived)
      .when(findCause)
      .then(causeFound);
    given(...untilDispatched, departed, arrived, causeFound)
      .when(restore)
      .then(restored);
  });
  it('told twice of each is one fact', () => {
    given(...untilDispatched, departed)
      .when(depart)
      .thenNothing();
    given(...untilDispatched, departed, arrived)
      .when(arrive)
      .thenNothing();
    given(...untilRestored)
      .when(restore)
      .thenNothing();
  });
  it('needs only three taps: arriving says who came', () => {
    given(...untilDispatched)
      .when(arrive)
      .then(arrived);
  });
  it('late, records the missed arrival before', () => {
    given(...untilDispatched, departed)
      .when({ ...arrive, at: minute(50) })
      .then(missed('arrival-urban', 45), { ...arrived, at: minute(50) });
  });
  it('late beyond the outer limit, records both', () => {
    given(...untilDispatched, departed)
      .when({ ...arrive, at: minute(61) })
      .then(missed('arrival-urban', 45), missed('arrival-urban-hard-stop', 60), {
        ...arrived,
        at: minute(61),
      });
  });
  it('must have been sent, be there, and know what broke', () => {
    given(reported, triaged, graded).when(arrive).thenRefused('fault-not-dispatched');
    given(...untilDispatched, departed)
      .when(findCause)
      .thenRefused('fault-not-arrived');
    given(...untilDispatched, departed, arrived)
      .when(restore)
      .thenRefused('fault-cause-not-found');
  });
  it('is one person; a mate takes it over by departing', () => {
    given(...untilDispatched, departed)
      .when({ ...arrive, by: mate })
      .thenRefused('fault-handled-by-another');
    given(...untilDispatched, departed)
      .when({ ...depart, by: mate })
      .then({ ...departed, by: mate, data: { ...departed.data, handlerId: mate } });
  });
});

describe('Verifying and closing', () => {
  it('follow the restoration', () => {
    given(...untilRestored)
      .when(verify)
      .then(verified);
    given(...untilRestored, verified)
      .when(close)
      .then(closed);
  });
  it('told twice is one fact', () => {
    given(...untilRestored, verified, closed)
      .when(close)
      .thenNothing();
  });
  it('are refused before', () => {
    given(...untilDispatched)
      .when(verify)
      .thenRefused('fault-not-restored');
    given(...untilRestored)
      .when(close)
      .thenRefused('fault-not-verified');
  });
  it('need no visit where the customer was guided by telephone', () => {
    const byPhone = { ...closed, data: { ...closed.data, handlerId: null, unitId: null } };
    given(reported, triagedAs('customer-internal')).when(close).then(byPhone);
    given(reported, triagedAs('arrears')).when(close).then(byPhone);
  });
  it('need the repair where one was promised', () => {
    given(reported, triagedAs('customer-internal', true))
      .when(close)
      .thenRefused('fault-not-restored');
    given(reported, triaged).when(close).thenRefused('fault-not-restored');
    given(reported, triagedAs('arrears'), graded).when(close).thenRefused('fault-not-restored');
  });
});

describe('A known outage', () => {
  it('restores what is linked to it', () => {
    given(reported, linked).when(restoreWithOutage).then(restoredWithOutage);
  });
  it('told twice is one fact', () => {
    given(reported, linked, restoredWithOutage).when(restoreWithOutage).thenNothing();
  });
  it('restores nothing else', () => {
    given(reported, triaged).when(restoreWithOutage).thenRefused('fault-not-linked');
  });
});

describe('Reopening', () => {
  const all = [...untilRestored, verified, closed] as const;
  it('starts new promises', () =>
    given(...all)
      .when(reopen)
      .then(reopened));
  it('told twice is one fact', () =>
    given(...all, reopened)
      .when(reopen)
      .thenNothing());
  it('is refused while it is worked on', () => {
    given(...untilDispatched)
      .when(reopen)
      .thenRefused('fault-still-open');
  });
  it('needs a crew again', () => {
    given(...all, reopened)
      .when(restore)
      .thenRefused('fault-not-dispatched');
  });
});

describe('Urging', () => {
  it('is counted', () =>
    given(...untilDispatched)
      .when(urge)
      .then(urged));
  it('told twice is one fact', () =>
    given(...untilDispatched, urged)
      .when(urge)
      .thenNothing());
});

describe('A deadline', () => {
  it('is missed once the clock passed it', () => {
    given(...untilDispatched, departed)
      .when(miss)
      .then(missed('arrival-urban', 45));
  });
  it('told twice is one fact', () => {
    given(...untilDispatched, departed, missed('arrival-urban', 45))
      .when(miss)
      .thenNothing();
  });
  it('is not missed when it was kept, nor where no crew is needed', () => {
    given(...untilDispatched, departed, arrived)
      .when(miss)
      .thenRefused('fault-deadline-not-missed');
    given(reported, linked).when(miss).thenRefused('fault-deadline-not-missed');
  });
});
