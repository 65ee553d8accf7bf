import { Deadlines } from '@taizhang/calendar';
import {
  CallbackBook,
  CallbackProcess,
  CallbackWithdrawals,
  CustomerProcessing,
  DecideAssessmentHandler,
  isAskedAbout,
  openCallbacks,
  type AskedAbout,
  type DecideAssessment,
  type OpenCallback,
} from '@taizhang/assessment/application';
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { derivedId, topicOf, type ActorId, type EventLog, type Instant } from '@taizhang/kernel';
import type { Published, Recorded } from '@taizhang/kernel';
import type { CallbackEvent } from '@taizhang/contracts/assessment';
import type { CommandBus } from '@nestjs/cqrs';

const at = '2026-01-05T02:00:00.000Z' as Instant;
const context = {
  commandId: '0b0e4c55-2f0f-8f3a-9f4e-000000000001',
  correlationId: 'c',
  causationId: 'c',
  channel: 'portal',
  unit: 'unit-1',
};
const told = { customerId: 'customer-1', handlerId: 'staff-handler', unitId: 'unit-1' };

const message = (type: string, context_: string, data: object, more: object = {}): Published => ({
  id: `event-of-${type}`,
  topic: topicOf(context_),
  key: 'case',
  ...{ type, version: 1, at, by: 'staff-handler' as ActorId, data, position: 1n, context },
  ...more,
});
const closed = message('ComplaintClosed', 'complaints', {
  ...{ complaintId: 'complaint-1', ...told, satisfaction: 5 },
});
const remedied = message('ComplaintRemedied', 'complaints', {
  ...{ complaintId: 'complaint-1', customerId: 'customer-1', remedy: 'apology' },
  ...{ amountFen: null, note: '' },
});

const reopened = message('ComplaintReopened', 'complaints', {
  ...{ complaintId: 'complaint-1', customerId: 'customer-1', reason: '仍未解决' },
  ...{ repliedBy: 'staff-handler', unitId: 'unit-1', promises: [] },
});

/** About `customer-1`. */
const privacyDecision = (type: string) =>
  message(type, 'intake', {
    ...{ personId: 'customer-1', requestedBy: 'person', reference: '2026-001', keepUntil: null },
    ...{ ground: type === 'PersonErased' ? 'unlawful' : 'contested', subjects: ['customer-1'] },
  });

describe('The callback process', () => {
  let log: EventLog;
  const hear = async (...messages: Published[]) => {
    const handler = new DecideAssessmentHandler(log);
    const bus = { execute: (command: DecideAssessment) => handler.execute(command) };
    const commands = bus as unknown as CommandBus;
    const processing = new CustomerProcessing(log);
    const withdrawals = new CallbackWithdrawals(commands, processing, { of: openOf });
    const process = new CallbackProcess(
      commands,
      new CallbackBook(new Deadlines()),
      withdrawals,
      processing,
    );
    for (const one of messages) {
      const heard = process.subscriptions().find(({ topic }) => topic === one.topic)!;
      await heard.handle(one);
    }
  };
  const recorded = async () => {
    const found: Recorded[] = [];
    for await (const { events } of log.feed({ after: 0n, untilHead: true })) found.push(...events);
    return found;
  };
  const scheduled = async () => {
    const found: object[] = [];
    for await (const { events } of log.feed({ after: 0n, untilHead: true })) {
      found.push(...events.map(({ data }) => data as object));
    }
    return found;
  };
  /** As the memory of the service folds it. */
  const openOf = async (about: AskedAbout): Promise<OpenCallback[]> => {
    const rows = new Map<string, OpenCallback | null>();
    for await (const { events } of log.feed({ after: 0n, untilHead: true })) {
      for (const event of events as unknown as Recorded<CallbackEvent>[]) {
        const { callbackId } = event.data;
        rows.set(callbackId, openCallbacks.evolve(rows.get(callbackId) ?? null, event, callbackId));
      }
    }
    return [...rows.values()]
      .filter((row) => row !== null)
      .filter((row) => isAskedAbout(row, about));
  };
  /** Of `customer-1`, in the customer's own stream. */
  const decide = (type: string) => {
    const id = derivedId('test', type);
    const decided = { id, type, version: 1, data: {}, at, by: 'staff-1', context };
    return log.append('customer-1', [decided as never], { expected: 'any' });
  };
  beforeEach(() => (log = createMemoryEventLog()));

  it.each(['ProcessingRestricted', 'PersonErased'])(
    'promises to call nobody of whom it is told %s, until that is lifted',
    async (type) => {
      await decide(type);
      await hear(closed, remedied);
      expect(await scheduled()).toEqual([{}]);
      if (type === 'PersonErased') return;
      await decide('ProcessingRestrictionLifted');
      await hear(closed);
      expect(await scheduled()).toHaveLength(3);
    },
  );

  it('makes one callback of a closed case, though it is told twice', async () => {
    await hear(closed, closed);
    expect(await scheduled()).toMatchObject([
      {
        caseId: 'complaint-1',
        kind: 'satisfaction',
        promises: [{ promise: 'complaint-callback' }],
      },
    ]);
  });

  it('withdraws what it planned when the case is open again, once, and not the talk', async () => {
    await hear(remedied, closed, reopened, reopened);
    const types = (await recorded()).map(({ type }) => type);
    expect(types).toEqual(['CallbackScheduled', 'CallbackScheduled', 'CallbackWithdrawn']);
    const [talk, asked, withdrawn] = await scheduled();
    expect([talk, asked]).toMatchObject([{ kind: 'recovery' }, { kind: 'satisfaction' }]);
    const { callbackId } = asked as { callbackId: string };
    expect(withdrawn).toMatchObject({ callbackId, reason: 'case-reopened' });
    const closedAgain = { ...closed, id: 'event-of-another-closing' };
    await hear(closedAgain);
    expect((await openOf({ caseId: 'complaint-1' })).map(({ kind }) => kind)).toEqual([
      'recovery',
      'satisfaction',
    ]);
  });

  it.each([
    ['ProcessingRestricted', 'processing-restricted'],
    ['PersonErased', 'person-erased'],
  ])(
    'withdraws every call to somebody of whom it is told %s, and nobody else',
    async (type, why) => {
      const another = { ...closed, id: 'event-of-another', key: 'complaint-2' };
      const ofAnother = { complaintId: 'complaint-2', customerId: 'customer-2' };
      await hear(closed, remedied, {
        ...another,
        data: { ...(closed.data as object), ...ofAnother },
      });
      await decide(type);
      await hear(privacyDecision(type));
      const withdrawn = (await recorded()).filter((event) => event.type === 'CallbackWithdrawn');
      expect(withdrawn.map(({ data }) => data)).toMatchObject([
        { caseId: 'complaint-1', reason: why },
        { caseId: 'complaint-1', reason: why },
      ]);
      expect(await openOf({ customerId: 'customer-2' })).toHaveLength(1);
    },
  );

  it('withdraws nothing by a restriction that it hears of once that was lifted', async () => {
    await hear(closed);
    await decide('ProcessingRestricted');
    await decide('ProcessingRestrictionLifted');
    await hear(privacyDecision('ProcessingRestricted'));
    expect(await openOf({ customerId: 'customer-1' })).toHaveLength(1);
  });

  it('withdraws nothing of another case', async () => {
    await hear(closed, {
      ...reopened,
      data: { ...(reopened.data as object), complaintId: 'complaint-2' },
    });
    expect(await scheduled()).toHaveLength(1);
  });

  it('hears of faults and billing inquiries as well, each by its own promise', async () => {
    await hear(
      message('FaultClosed', 'intake', { faultId: 'fault-1', ...told }),
      message('InquiryClosed', 'billing-inquiries', { inquiryId: 'inquiry-1', ...told }),
    );
    expect(await scheduled()).toMatchObject([
      { caseId: 'fault-1', promises: [{ promise: 'fault-callback' }] },
      { caseId: 'inquiry-1', promises: [{ promise: 'inquiry-callback' }] },
    ]);
  });

  it('talks again two weeks after a recovery, once for all its steps', async () => {
    const again = { ...remedied, id: 'event-of-another-remedy' };
    await hear(remedied, again);
    expect(await scheduled()).toMatchObject([
      { kind: 'recovery', promises: [{ dueAt: '2026-01-19T16:00:00.000Z' }] },
    ]);
  });

  it('asks nobody about imported history, nor somebody unknown, nor about the talk itself', async () => {
    const origin = { source: 'legacy', row: 1, activity: 'x' };
    const followUp = { ...(remedied.data as object), remedy: 'follow-up' };
    await hear(
      { ...closed, context: { ...context, origin } },
      { ...closed, data: { ...(closed.data as object), customerId: null } },
      { ...remedied, data: followUp },
    );
    expect(await scheduled()).toEqual([]);
  });
});
