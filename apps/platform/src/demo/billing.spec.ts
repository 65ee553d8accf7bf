import { inquiryStatusTitles, type InquiryEvent } from '@taizhang/contracts/billing-inquiries';
import type { Account, Inquiry } from '@taizhang/contracts/views';
import { projected } from '@taizhang/kernel/testing';
import { runningClocks } from '@taizhang/billing-inquiries/application';
import { accounts, inquiries } from '@taizhang/views/billing';
import { callbacks } from '@taizhang/views/assessment';
import { complaintsIn, faultsIn, filled, until } from './demo.fixtures';

describe('Billing in a demonstration', () => {
  let events: Awaited<ReturnType<typeof filled>>['events'];
  let rows: Inquiry[];
  let supplies: Account[];
  beforeAll(async () => {
    ({ events } = await filled({ days: 182 }));
    rows = [...projected(inquiries, events as never[]).values()];
    supplies = [...projected(accounts, events as never[]).values()];
  });

  it('has an inquiry in every state, one of them late', () => {
    const states = new Set(rows.map(({ status }) => status));
    expect(states).toEqual(new Set(Object.keys(inquiryStatusTitles)));
    expect(rows.some(({ missed, status }) => missed > 0 && status !== 'closed')).toBe(true);
  });

  it('approves nothing by who proposed it', () => {
    for (const { adjustment } of rows) {
      if (adjustment?.decidedBy) expect(adjustment.decidedBy).not.toBe(adjustment.proposedBy);
    }
  });

  it('pays back what was posted', () => {
    const of = (type: string) => events.filter((event) => event.type === type);
    expect(of('AccountAdjusted').length).toBe(of('AdjustmentPosted').length);
    expect(of('AdjustmentPosted').length).toBeGreaterThan(0);
  });

  it('has a supply in every state, and one cut by mistake', () => {
    expect(new Set(supplies.map(({ supply }) => supply))).toEqual(
      new Set(['on', 'dunned', 'cut-proposed', 'cut', 'reconnection-due']),
    );
    expect(supplies.filter(({ faultId }) => faultId !== null)).toHaveLength(1);
  });

  it('mends what was cut by mistake, apologises, and calls the customer back', () => {
    const { faultId, complaintId } = supplies.find((one) => one.faultId !== null)!;
    expect(faultsIn(events).find(({ id }) => id === faultId)).toMatchObject({
      ...{ status: 'closed', grade: 'urgent', missed: 0 },
    });
    expect(complaintsIn(events).find(({ id }) => id === complaintId)).toMatchObject({
      ...{ status: 'closed', verdict: 'proven', missed: 0 },
    });
    const called = [...projected(callbacks, events as never[]).values()];
    const kinds = new Set(called.map(({ caseId }) => caseId.split('-')[0]));
    expect(kinds).toEqual(new Set(['complaint', 'fault', 'inquiry']));
    expect(called.some(({ caseId }) => caseId === faultId)).toBe(true);
  });

  it('takes a call about the dark for what it is: arrears, and no crew', () => {
    const triaged = events.filter(({ type, data }) => {
      return type === 'FaultTriaged' && (data as { outcome: string }).outcome === 'arrears';
    });
    expect(triaged).toHaveLength(2);
    const faults = faultsIn(events).filter(({ triage }) => triage === 'arrears');
    expect(faults).toMatchObject(
      triaged.map(() => ({ status: 'closed', dispatchedAt: null, missed: 0 })),
    );
    const asked = rows.filter(({ kind }) => kind === 'arrears');
    expect(asked.map(({ status }) => status).sort()).toEqual(['answered', 'closed']);
    expect(asked.every(({ accountId, missed }) => accountId !== null && missed === 0)).toBe(true);
  });

  it('overlooked no promise that ran out', () => {
    const running = projected(runningClocks, events as InquiryEvent[] as never[]);
    expect(running.size).toBeGreaterThan(5);
    expect([...running.values()].filter(({ dueAt }) => dueAt < until)).toEqual([]);
  });
});
