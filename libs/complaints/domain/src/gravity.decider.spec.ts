import type { ComplaintEvent, Severity } from '@taizhang/contracts/complaints';
import { specification } from '@taizhang/kernel/testing';
import { complaintDecider } from './complaint.decider';
import {
  accepted,
  contact,
  contacted,
  dispatch,
  dispatched,
  lodged,
  missedContact,
} from './complaint.fixtures';
import { minute } from './people.fixtures';

const given = specification(complaintDecider);
const lodgedAs = (severity: Severity): ComplaintEvent => ({
  ...lodged,
  data: { ...lodged.data, severity },
});
const grave = <E extends ComplaintEvent>(event: E, severity: Severity): E => ({
  ...event,
  data: { ...event.data, severity },
});

/** For whoever weighs what was kept and what was missed: assessment knows no complaint. */
describe('What is measured in a grave complaint', () => {
  it.each(['important', 'major', 'special'] as const)('says that it was %s', (severity) => {
    given(lodgedAs(severity), dispatched, accepted).when(contact).then(grave(contacted, severity));
  });

  it('says so of what was missed as well', () => {
    const at = minute(24 * 60 + 1);
    given(lodgedAs('major'), dispatched, accepted)
      .when({ ...contact, at })
      .then(grave(missedContact, 'major'), { ...grave(contacted, 'major'), at });
  });

  it('is said of no ordinary one, and of no dispatch', () => {
    given(lodged, dispatched, accepted).when(contact).then(contacted);
    given(lodgedAs('special')).when(dispatch).then(dispatched);
  });
});
