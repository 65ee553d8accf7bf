import {
  CallbackBook,
  CallbackProcess,
  CustomerProcessing,
  DecideAssessmentHandler,
  type DecideAssessment,
} from '@taizhang/assessment/application';
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { derivedId, topicOf, type ActorId, type EventLog, type Instant } from '@taizhang/kernel';
import type { Published } from '@taizhang/kernel';
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

describe('The callback process', () => {
  let log: EventLog;
  const hear = async (...messages: Published[]) => {
    const handler = new DecideAssessmentHandler(log);
    const bus = { execute: (command: DecideAssessment) => handler.execute(command) };
    const process = new CallbackProcess(
      bus as unknown as CommandBus,
      new CallbackBook(),
      new CustomerProcessing(log),
    );
    for (const one of messages) {
      const heard = process.subscriptions().find(({ topic }) => topic === one.topic)!;
      await heard.handle(one);
    }
  };
  const scheduled = async () => {
    const found: object[] = [];
    for await (const { events } of log.feed({ after: 0n, untilHead: true })) {
      found.push(...events.map(({ data }) => data as object));
    }
    return found;
  };
  beforeEach(() => (log = createMemoryEventLog()));

  it.each(['ProcessingRestricted', 'PersonErased'])(
    'promises to call nobody of whom it is told %s, until that is lifted',
    async (type) => {
      const tell = (told_: string) => {
        const decided = {
          id: derivedId('test', told_),
          type: told_,
          version: 1,
          data: {},
          at,
          by: 'staff-1',
          context,
        };
        return log.append('customer-1', [decided as never], { expected: 'any' });
      };
      await tell(type);
      await hear(closed, remedied);
      expect(await scheduled()).toEqual([{}]);
      if (type === 'PersonErased') return;
      await tell('ProcessingRestrictionLifted');
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
