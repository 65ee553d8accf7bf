import type { ContactId } from '@taizhang/contracts/intake';
import { specification } from '@taizhang/kernel/testing';
import { complaintDecider } from './complaint.decider';
import { close, closed, lodged, untilAnswered } from './complaint.fixtures';
import { agent, ask, complaintId, fact, minute } from './people.fixtures';

const given = specification(complaintDecider);
const [first, second] = ['contact-1', 'contact-2'] as ContactId[];
const urge = (contactId: ContactId) =>
  ask('UrgeComplaint', minute(50), agent, { complaintId, contactId });
const urged = (contactId: ContactId, times: number) =>
  fact('ComplaintUrged', minute(50), agent, { complaintId, contactId, times });

describe('Urging a complaint', () => {
  it('counts how often the customer asked', () => {
    given(lodged).when(urge(first!)).then(urged(first!, 1));
    given(lodged, urged(first!, 1)).when(urge(second!)).then(urged(second!, 2));
  });
  it('told twice of one contact is one fact', () => {
    given(lodged, urged(first!, 1)).when(urge(first!)).thenNothing();
  });
  it('changes nothing of where the complaint stands', () => {
    given(...untilAnswered, urged(first!, 1))
      .when(close)
      .then(closed);
  });
  it('is refused once it is closed: it is reopened then', () => {
    given(...untilAnswered, closed)
      .when(urge(first!))
      .thenRefused('complaint-closed');
  });
});
