import type { CustomerId } from '@taizhang/contracts/intake';
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
import {
  classifiedAsFault,
  classifiedAsPraise,
  classifiedAsSuggestion,
  classifiedAsUrge,
  late,
  missReply,
  praise,
  praised,
  promiseReply,
  replied,
  reply,
  replyMissed,
  replyPromised,
  urge,
  urged,
} from './reply.fixtures';

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
  it('put right tells again what was said, as whose it is', () => {
    const other = { contactId: identified.data.contactId, customerId: 'customer-2' as CustomerId };
    const said = { ...classified.data, recontactOf: null };
    given(opened, identified, classified)
      .when({ ...identify, data: other })
      .then(
        { ...identified, data: other },
        { ...classified, data: { ...said, customerId: other.customerId } },
      );
    given(opened, identified, classified)
      .when(leaveAnonymous)
      .then(leftAnonymous, { ...classified, data: { ...said, customerId: null } });
  });
  it('may be left out', () => given(opened).when(leaveAnonymous).then(leftAnonymous));
  it('left out twice is one fact', () => {
    given(opened, leftAnonymous).when(leaveAnonymous).thenNothing();
  });
});

describe('Saying what it is about', () => {
  const before = 'contact-before' as typeof classify.data.contactId;
  const recontactOf = {
    contactId: before,
    ownerId: opened.by,
    unitId: null,
    answeredAt: opened.at,
  };
  const of = <Told extends typeof classify | typeof classified>(told: Told, again?: true) => ({
    ...told,
    data: { ...told.data, recontactOf: { ...recontactOf, ...(again && { again }) } },
  });
  it('again, counts an answer that did not hold no second time', () => {
    given(opened, identified).when(of(classify)).then(of(classified));
    given(opened, identified, of(classified)).when(of(classify)).then(of(classified, true));
    given(opened, identified, of(classified), classified)
      .when(of(classify))
      .then(of(classified, true));
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
  it('goes to faults with a fault report, and with nothing else', () => {
    const toFaults = { to: 'faults' as const, caseId: 'fault-1', category: 'low-voltage' };
    const command = { ...route, data: { ...route.data, ...toFaults } };
    given(opened, identified, classifiedAsFault)
      .when(command)
      .then({ ...routed, data: { ...routed.data, ...toFaults } }, closed);
    given(opened, identified, classified).when(command).thenRefused('contact-not-a-fault');
  });
});

describe('Urging', () => {
  it('names the case and closes', () => {
    given(opened, identified, classifiedAsUrge).when(urge).then(urged, closed);
  });
  it('is refused for anything else, and a second time', () => {
    given(opened, identified, classified).when(urge).thenRefused('contact-not-an-urge');
    given(opened, identified, classifiedAsUrge, urged, closed)
      .when(urge)
      .thenRefused('contact-settled');
  });
});

describe('Praising', () => {
  it('names who earned it', () => {
    given(opened, identified, classifiedAsPraise).when(praise).then(praised, closed);
  });
  it('is refused for anything else', () => {
    given(opened, identified, classified).when(praise).thenRefused('contact-not-praise');
  });
});

describe('A reply that takes time', () => {
  const waiting = [opened, identified, classifiedAsSuggestion, replyPromised] as const;
  it('is promised', () => {
    given(opened, identified, classifiedAsSuggestion).when(promiseReply).then(replyPromised);
  });
  it('promised twice is one fact', () =>
    given(...waiting)
      .when(promiseReply)
      .thenNothing());
  it('is not promised to who complains', () => {
    given(opened, identified, classified).when(promiseReply).thenRefused('contact-needs-no-reply');
  });
  it('is given, and closes it', () =>
    given(...waiting)
      .when(reply)
      .then(replied, closed));
  it('late, tells the missed promise before', () => {
    given(...waiting)
      .when({ ...reply, at: late })
      .then(replyMissed, { ...replied, at: late }, { ...closed, at: late });
  });
  it('must have been promised, and comes once', () => {
    given(opened, identified, classified).when(reply).thenRefused('contact-reply-not-promised');
    given(...waiting, replied, closed)
      .when(reply)
      .thenRefused('contact-settled');
  });
  it('is missed once the clock passed it, and told once', () => {
    given(...waiting)
      .when(missReply)
      .then(replyMissed);
    given(...waiting, replyMissed)
      .when(missReply)
      .thenNothing();
    given(...waiting, replied)
      .when(missReply)
      .thenRefused('contact-deadline-not-missed');
  });
});

describe('Abandoning', () => {
  it('ends it without an answer', () => given(opened).when(abandon).then(abandoned));
  it('is refused once it is settled', () => {
    given(opened, abandoned).when(abandon).thenRefused('contact-settled');
  });
});
