import { Deadlines } from '@taizhang/calendar';
import {
  DecideAccount,
  DecideAccountHandler,
  DecideInquiry,
  DecideInquiryHandler,
  InboundFactsHandler,
  InquiryPromises,
  OpeningProcess,
  PostingProcess,
  ReopeningProcess,
  UrgingProcess,
  knownAccounts,
  runningClocks,
} from '@taizhang/billing-inquiries/application';
import { accountIdOf, inboundExamples } from '@taizhang/contracts/billing-inquiries';
import type { CustomerEvent, SupplyPointId } from '@taizhang/contracts/intake';
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { derivedId, idFrom, instant, type Recorded } from '@taizhang/kernel';
import type { Context, EventLog, Instant, Published } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import type { CommandBus } from '@nestjs/cqrs';

const supplyPointId = 'supplypoint-1' as SupplyPointId;
const place = { accountNumber: '3301000012', meterNumber: 'M-12', area: 'urban' as const };
const connected = {
  type: 'SupplyPointConnected' as const,
  at: instant('2020-01-01T00:00:00.000Z'),
  by: 'staff-1',
  data: { customerId: 'customer-1', supplyPointId, address: '滨河路 8 号', ...place },
} as unknown as Extract<CustomerEvent, { type: 'SupplyPointConnected' }>;
const [known] = projected(knownAccounts, recorded('customer-1', [connected])).values();

const context: Context = {
  ...{ commandId: derivedId('c'), correlationId: derivedId('c'), causationId: derivedId('c') },
  ...{ channel: 'test', unit: null },
};
const at = instant('2026-11-09T01:00:00.000Z');
const published = (id: string, type: string, data: object): Published => ({
  ...{ id: derivedId(id), type, topic: 't', key: 'k', version: 1, at, by: 'staff-agent' },
  ...{ data, position: 1n, context },
});
const routed = (to: string, category: string) =>
  published('routed', 'ContactRouted', {
    ...{ contactId: 'contact-1', to, caseId: 'inquiry-1', customerId: 'customer-1', category },
    ...{ ownerId: 'staff-agent', unitId: null, channel: 'hotline', topic: 'meter' },
    ...{ severity: 'general', statement: '电表快。', remedySought: '', openedAt: at },
  });
const scored = (caseId: string, dissatisfied: boolean) =>
  published('scored', 'CallbackScored', {
    ...{ callbackId: 'callback-1', caseId, customerId: 'customer-1', handlerId: null },
    ...{ unitId: null, score: dissatisfied ? 1 : 5, dissatisfied, comment: '没有退费。' },
  });

let log: EventLog;
let opening: OpeningProcess;
let reopening: ReopeningProcess;
let urging: UrgingProcess;
let posting: PostingProcess;
let facts: InboundFactsHandler;
const nameUnder = jest.fn(
  async (personId: string, words: string): Promise<string | null> => `${personId}'s ${words}`,
);
const typesOf = async (stream: string) =>
  ((await log.readStream(stream)) as Recorded[]).map(({ type }) => type);

beforeEach(() => {
  log = createMemoryEventLog();
  const [inquiries, accounts] = [new DecideInquiryHandler(log), new DecideAccountHandler(log)];
  const execute = (command: DecideInquiry | DecideAccount) =>
    command instanceof DecideInquiry ? inquiries.execute(command) : accounts.execute(command);
  const bus = { execute } as unknown as CommandBus;
  const promises = new InquiryPromises(new Deadlines());
  opening = new OpeningProcess(bus, promises);
  reopening = new ReopeningProcess(bus, promises);
  urging = new UrgingProcess(bus);
  const find = async (number: string) => (number === place.accountNumber ? known! : null);
  const accountsKnown = { byNumber: find, byId: async () => known! };
  facts = new InboundFactsHandler(bus, promises, accountsKnown, { nameUnder });
  posting = new PostingProcess(bus, promises, accountsKnown);
});

describe('A contact routed to billing', () => {
  it('becomes one inquiry, however often it is told', async () => {
    const { handle } = opening.subscription();
    await handle(routed('billing-inquiries', 'reading-error'));
    await handle(routed('billing-inquiries', 'reading-error'));
    const [opened, ...more] = (await log.readStream('inquiry-1')) as Recorded[];
    expect(more).toEqual([]);
    expect(opened).toMatchObject({ type: 'InquiryOpened', data: { kind: 'reading-error' } });
    const { promises } = opened!.data as { promises: { promise: string }[] };
    expect(promises.map(({ promise }) => promise)).toEqual([
      'inquiry-answer',
      'reading-anomaly-answer',
    ]);
  });
  it('is not lost for a kind of another edition', async () => {
    await opening.subscription().handle(routed('billing-inquiries', 'moonlight'));
    expect(await log.readStream('inquiry-1')).toMatchObject([{ data: { kind: null } }]);
  });
  it('elsewhere is none of ours', async () => {
    await opening.subscription().handle(routed('complaints', 'reading-error'));
    expect(await typesOf('inquiry-1')).toEqual([]);
  });
});

describe('A fault that is a matter of arrears', () => {
  const inquiryId = idFrom('inquiry', 'fault-1');
  const triaged = (outcome: string, customerId: string | null = 'customer-1') =>
    published('triaged', 'FaultTriaged', {
      ...{ faultId: 'fault-1', customerId, outcome, outageId: null },
      ...{ paidRepairAgreed: false, note: '' },
    });
  it('becomes one inquiry, however often it is told or triaged', async () => {
    const { handle } = opening.subscription();
    await handle(triaged('arrears'));
    await handle(triaged('arrears'));
    await handle({ ...triaged('arrears'), id: derivedId('triaged again') });
    const [opened, ...more] = (await log.readStream(inquiryId)) as Recorded[];
    expect(more).toEqual([]);
    expect(opened!.data).toMatchObject({ kind: 'arrears', customerId: 'customer-1' });
  });
  it('is left alone when it is anything else, or nobody’s', async () => {
    await opening.subscription().handle(triaged('dispatch'));
    await opening.subscription().handle(triaged('arrears', null));
    expect(await typesOf(inquiryId)).toEqual([]);
  });
});

describe('A callback', () => {
  const answered = async () => {
    await opening.subscription().handle(routed('billing-inquiries', 'bill'));
    const command = { at, by: 'staff-1', type: 'VerifyInquiry' };
    const whose = { accountId: known!.id, supplyPointId, customerId: known!.customerId };
    const act = (name: string, type: string, data: object) =>
      new DecideInquiryHandler(log).execute(
        new DecideInquiry(
          { ...command, type, data: { inquiryId: 'inquiry-1', ...data } } as never,
          {
            ...context,
            commandId: derivedId(name),
          },
        ),
      );
    await act('verify', 'VerifyInquiry', { ...whose, unitId: null });
    await act('type', 'TypeInquiry', { kind: 'bill' });
    await act('answer', 'AnswerInquiry', { answer: '无误。' });
  };
  it('of somebody dissatisfied reopens the inquiry, once', async () => {
    await answered();
    await reopening.subscription().handle(scored('inquiry-1', true));
    await reopening.subscription().handle(scored('inquiry-1', true));
    expect((await typesOf('inquiry-1')).slice(3)).toEqual(['InquiryAnswered', 'InquiryReopened']);
  });
  it('of somebody satisfied, or about another case, changes nothing', async () => {
    await answered();
    await reopening.subscription().handle(scored('inquiry-1', false));
    await reopening.subscription().handle(scored('complaint-1', true));
    expect(await typesOf('inquiry-1')).toHaveLength(4);
  });
  it('about an inquiry that is open already is no failure', async () => {
    await opening.subscription().handle(routed('billing-inquiries', 'bill'));
    await reopening.subscription().handle(scored('inquiry-1', true));
    expect(await typesOf('inquiry-1')).toEqual(['InquiryOpened']);
  });
});

describe('A customer who asks where it stays', () => {
  const urged = (caseId: string) =>
    published('urged', 'CaseUrged', {
      ...{ contactId: 'contact-2', customerId: 'customer-1', caseId, ownerId: 'staff-agent' },
      ...{ unitId: null, statement: '还没有答复', promises: [] },
    });
  const opened = () => opening.subscription().handle(routed('billing-inquiries', 'bill'));
  it('is written on the inquiry, once', async () => {
    await opened();
    await urging.subscription().handle(urged('inquiry-1'));
    await urging.subscription().handle(urged('inquiry-1'));
    expect(await typesOf('inquiry-1')).toEqual(['InquiryOpened', 'InquiryUrged']);
  });
  it('about another case, or one nobody knows, changes nothing', async () => {
    await opened();
    await urging.subscription().handle(urged('fault-1'));
    await urging.subscription().handle(urged('inquiry-9'));
    expect(await typesOf('inquiry-1')).toEqual(['InquiryOpened']);
  });
});

describe('An inbound fact', () => {
  const stream = accountIdOf(supplyPointId);
  const fact = (type: string, data: object, id = type) => ({
    id,
    source: 'meters',
    type,
    at,
    data,
  });
  const verdictOf = async (...told: Parameters<typeof fact>) =>
    (await facts.take(fact(...told))).verdict.verdict;

  it.each(Object.entries(inboundExamples))(
    '%s is taken in as the example says',
    async (type, data) => {
      const expected = type === 'SupplyReconnected' ? 'duplicate' : 'accepted';
      expect(await verdictOf(type, data)).toBe(expected);
    },
  );
  it('told twice is a duplicate, whether by id or by the number of the bill', async () => {
    expect(await verdictOf('BillIssued', inboundExamples.BillIssued)).toBe('accepted');
    expect(await verdictOf('BillIssued', inboundExamples.BillIssued)).toBe('duplicate');
    expect(await verdictOf('BillIssued', inboundExamples.BillIssued, 'again')).toBe('duplicate');
    expect(await typesOf(stream)).toEqual(['BillIssued']);
  });
  it('says who told it, and no number of the customer', async () => {
    const billId = `B202610-${place.accountNumber}`;
    await facts.take(fact('BillIssued', { ...inboundExamples.BillIssued, billId }));
    const [event] = (await log.readStream(stream)) as Recorded[];
    expect(event!.by).toBe('system-meters');
    expect(JSON.stringify([event!.data, event!.context])).not.toContain(place.accountNumber);
    // Numbered by the account, two bills are two all the same.
    const next = { ...inboundExamples.BillIssued, billId: `B202611-${place.accountNumber}` };
    expect(await verdictOf('BillIssued', next, 'next')).toBe('accepted');
  });
  it('is called by nothing that can be worked out from what others call it', async () => {
    const id = `B202610-${place.accountNumber}`;
    await facts.take(fact('BillIssued', inboundExamples.BillIssued, id));
    const [event] = (await log.readStream(stream)) as Recorded[];
    const name = derivedId('inbound', "customer-1's meters B202610-3301000012");
    expect(event!.context).toMatchObject({ commandId: name, correlationId: name });
    const guess = derivedId('inbound', 'meters', id);
    expect(event!.id).not.toBe(derivedId(guess, '0'));
    expect(JSON.stringify(event!.context)).not.toContain(guess);
  });
  it('that an earlier build took in is a duplicate', async () => {
    const commandId = derivedId('inbound', 'meters', 'reading');
    const type = 'MeterReadingTaken' as const;
    const { accountNumber: _, ...reading } = inboundExamples[type];
    const whose = { accountId: known!.id, supplyPointId, customerId: known!.customerId };
    const told = { type: 'TakeReading', at, by: 'system-meters', data: { ...whose, ...reading } };
    const before = { ...context, commandId };
    await new DecideAccountHandler(log).execute(new DecideAccount(told as never, before));
    expect(await typesOf(stream)).toEqual([type]);
    expect(await verdictOf(type, inboundExamples[type], 'reading')).toBe('duplicate');
  });
  it('of somebody who was erased a moment ago is a stranger’s', async () => {
    nameUnder.mockResolvedValueOnce(null);
    expect(await verdictOf('BillIssued', inboundExamples.BillIssued)).toBe('unknown-account');
  });
  it('of a stranger, of another type or malformed is told so', async () => {
    const elsewhere = { ...inboundExamples.BillIssued, accountNumber: '9999' };
    expect(await verdictOf('BillIssued', elsewhere)).toBe('unknown-account');
    expect(await verdictOf('Earthquake', {})).toBe('unknown-type');
    expect(await verdictOf('BillIssued', { ...elsewhere, colour: 'red' })).toBe('invalid');
  });
  it.each(['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '+010000-01-01T00:00:00.000Z'])(
    'of %s is told so: no account could show it',
    async (at) => {
      const told = { ...fact('SupplyCut', inboundExamples.SupplyCut), at: at as Instant };
      const { verdict } = await facts.take(told);
      expect(verdict).toMatchObject({ verdict: 'invalid', reasons: [{ path: 'at' }] });
      expect(await typesOf(stream)).toEqual([]);
    },
  );
  it.each(['from', 'until', 'dueOn'])('with a year 0 in %s is told so', async (field) => {
    const bill = { ...inboundExamples.BillIssued, [field]: '0000-12-31' };
    const { verdict } = await facts.take(fact('BillIssued', bill));
    expect(verdict).toMatchObject({ verdict: 'invalid', reasons: [{ path: field }] });
  });
});

describe('An adjustment that was posted', () => {
  it('goes onto the account, once, and asks nothing of a supply that is on', async () => {
    const data = { inquiryId: 'inquiry-1', accountId: known!.id, amountFen: -1_200 };
    const posted = published('posted', 'AdjustmentPosted', data);
    await posting.subscription().handle(posted);
    await posting.subscription().handle(posted);
    const events = await log.readStream(known!.id);
    const whose = { supplyPointId, customerId: 'customer-1' };
    expect(events.map(({ type, data: told }) => [type, told])).toEqual([
      ['AccountAdjusted', { ...data, ...whose }],
    ]);
  });
});

describe('The timers', () => {
  it('run while a promise does; replayed twice they are the same', async () => {
    await opening.subscription().handle(routed('billing-inquiries', 'bill'));
    const events = (await log.readStream('inquiry-1')) as never[];
    const once = projected(runningClocks, events);
    expect([...once.values()].map(({ promise }) => promise)).toEqual(['inquiry-answer']);
    expect(projected(runningClocks, [...events, ...events])).toEqual(once);
  });
});
