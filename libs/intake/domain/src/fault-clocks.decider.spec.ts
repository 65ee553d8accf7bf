/** Which acts begin the clocks of a fault anew, and which leave them as they run. */
import { specification } from '@taizhang/kernel/testing';
import { faultDecider } from './fault.decider';
import { linked, linkToOutage, missed, triagedAs } from './fault-aside.fixtures';
import {
  arrive,
  arrived,
  causeFound,
  depart,
  departed,
  graded,
  dispatch,
  dispatched,
  findCause,
  mate,
  minute,
  promises,
  reported,
  restore,
  restored,
  triage,
  triaged,
  untilDispatched,
} from './fault.fixtures';

const given = specification(faultDecider);

describe('Somebody of the crew who comes after the first', () => {
  const until = [...untilDispatched, departed, arrived];
  const by = mate;
  const mateDeparted = { ...departed, by, data: { ...departed.data, handlerId: mate } };
  const again = { handlerId: mate, promises: [], again: true as const };
  const mateArrived = { ...arrived, by, at: minute(70), data: { ...arrived.data, ...again } };
  const taken = [...until, mateDeparted, mateArrived];

  it('keeps no arrival a second time, and promises nothing anew', () => {
    given(...until)
      .when({ ...depart, by })
      .then(mateDeparted);
    given(...until, mateDeparted)
      .when({ ...arrive, by, at: minute(70) })
      .then(mateArrived);
  });
  it('restores in the time that began when the first was there', () => {
    const at = minute(90);
    given(...taken, { ...causeFound, by })
      .when({ ...restore, by, at })
      .then({ ...restored, by, at, data: { ...restored.data, handlerId: mate } });
    given(...taken)
      .when({ ...findCause, by })
      .then({ ...causeFound, by });
    const late = minute(221);
    given(...taken, { ...causeFound, by })
      .when({ ...restore, by, at: late })
      .then(missed('restoration-urban', 220, mate), {
        ...restored,
        ...{ by, at: late, data: { ...restored.data, handlerId: mate } },
      });
  });
});

describe('A crew that is owed after all', () => {
  const later = promises.map((one) => ({
    ...one,
    startedAt: minute(100),
    dueAt: minute((Date.parse(one.dueAt) - Date.parse(minute(0))) / 60_000 + 100),
  }));
  const anew = { ...triage, at: minute(100), data: { ...triage.data, promises: later } };
  const begun = { ...triaged, at: minute(100), data: { ...triaged.data, promises: later } };

  it.each([linked, triagedAs('arrears'), triagedAs('customer-internal')])(
    'is promised from then on: %j',
    (elsewhere) => {
      given(reported, elsewhere).when(anew).then(begun);
      given(reported, elsewhere, begun, graded)
        .when({ ...dispatch, at: minute(104) })
        .then(missed('fault-dispatch', 103, reported.by, reported.data.unitId), {
          ...dispatched,
          ...{ at: minute(104), data: { ...dispatched.data, startedAt: minute(100) } },
          ...{ data: { ...dispatched.data, startedAt: minute(100), dueAt: minute(103) } },
        });
    },
  );
  it('was promised from the beginning where one was owed all the time', () => {
    const told = { ...triaged, at: minute(100) };
    given(reported).when(anew).then(told);
    given(reported, triaged).when(anew).then(told);
    given(reported, triagedAs('customer-internal', true)).when(anew).then(told);
  });
  it('is not promised to who waits for an outage', () => {
    given(reported, triagedAs('arrears'))
      .when({ ...linkToOutage, data: { ...linkToOutage.data, promises: later } })
      .then(linked);
  });
});
