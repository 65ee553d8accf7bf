import { specification } from '@taizhang/kernel/testing';
import { contactDecider } from './contact.decider';
import {
  abandon,
  abandoned,
  answer,
  answered,
  classified,
  classifiedAsInquiry,
  classify,
  closed,
  identified,
  identify,
  leaveAnonymous,
  leftAnonymous,
  open,
  opened,
  openWithAll,
  route,
  routed,
} from './intake.fixtures';

const given = specification(contactDecider);

describe('Opening a contact', () => {
  it('makes whoever took it its owner', () => given().when(open).then(opened));
  it('may tell who and what at once', () => {
    given().when(openWithAll).then(opened, identified, classified);
  });
  it('happens once', () => given(opened).when(open).thenNothing());
});

describe('Anything asked of a contact nobody opened', () => {
  it.each([identify, classify, answer, route, abandon])('is refused: $type', (command) => {
    given().when(command).thenRefused('contact-unknown');
  });
});

describe('Saying who it is', () => {
  it('identifies the customer', () => given(opened).when(identify).then(identified));
  it('told twice is one fact', () => given(opened, identified).when(identify).thenNothing());
  it('may be left out', () => given(opened).when(leaveAnonymous).then(leftAnonymous));
  it('left out twice is one fact', () => {
    given(opened, leftAnonymous).when(leaveAnonymous).thenNothing();
  });
});

describe('Answering at once', () => {
  it('settles and closes it', () => {
    given(opened, identified, classifiedAsInquiry).when(answer).then(answered, closed);
  });
  it('works for someone anonymous', () => {
    const anonymous = { ...answered, data: { ...answered.data, customerId: null } };
    given(opened, leftAnonymous, classified).when(answer).then(anonymous, closed);
  });
  it('is refused before we know who it is', () => {
    given(opened).when(answer).thenRefused('contact-not-identified');
  });
  it('is refused before we know what it is about', () => {
    given(opened, identified).when(answer).thenRefused('contact-not-classified');
  });
  it('is refused a second time', () => {
    given(opened, identified, classified, answered, closed)
      .when(answer)
      .thenRefused('contact-settled');
  });
});

describe('Routing', () => {
  it('hands a complaint over with all that was said', () => {
    given(opened, identified, classified).when(route).then(routed, closed);
  });
  it('is refused for what is no complaint', () => {
    given(opened, identified, classifiedAsInquiry)
      .when(route)
      .thenRefused('contact-not-a-complaint');
  });
});

describe('Abandoning', () => {
  it('ends it without an answer', () => given(opened).when(abandon).then(abandoned));
  it('is refused once it is settled', () => {
    given(opened, abandoned).when(abandon).thenRefused('contact-settled');
  });
});
