import type {
  AccountEvent,
  InquiryEvent,
  SupplyEvent,
} from '@taizhang/contracts/billing-inquiries';
import { instant, type Instant, type Message } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { bills, credits } from './account-entries.projection';
import { accounts } from './accounts.projection';
import { inquiries } from './inquiries.projection';

const hour = (hours: number): Instant =>
  instant(Date.parse('2026-11-02T01:00:00.000Z') + hours * 3_600_000);
const promise = (name: string, from: number, hours: number) => ({
  ...{ promise: name, edition: 'test', limit: { amount: hours, unit: 'hours' }, calendar: 'test' },
  ...{ startedAt: hour(from), dueAt: hour(from + hours) },
});
const fact = (type: string, hours: number, data: object): Message =>
  ({ type, at: hour(hours), by: 'staff-1', data }) as unknown as Message;

describe('An inquiry as people see it', () => {
  const inquiryId = 'inquiry-1';
  const on = (type: string, hours: number, data: object = {}) =>
    fact(type, hours, { inquiryId, ...data });
  const opened = on('InquiryOpened', 0, {
    ...{ customerId: null, contactId: null, supplyPointId: null, kind: 'disputed-meter' },
    ...{ channel: 'hotline', statement: '电表快', ownerId: 'staff-1' },
    promises: [promise('inquiry-answer', 0, 40)],
  });
  const onTest = on('MeterTestRequested', 5, { promises: [promise('meter-test-result', 5, 50)] });
  const tested = on('MeterTested', 30, {
    ...{ tester: 'company', errorRate: 385, toleranceRate: 200, certificate: 'JD' },
    promises: [promise('inquiry-answer', 30, 40)],
  });
  const proposed = on('AdjustmentProposed', 33, {
    ...{ proposedBy: 'staff-1', figures: {}, consideredWh: 1, correctWh: 1, amountFen: -1_242 },
  });
  const approved = on('AdjustmentApproved', 34, { approvedBy: 'staff-2', amountFen: -1_242 });
  const replied = on('InquiryReplied', 90, { handlerId: 'staff-1', reply: '已退费' });
  const missed = on('InquiryDeadlineMissed', 70, {
    ...{ promise: 'inquiry-answer', dueAt: hour(70) },
  });
  const all = [opened, onTest, tested, proposed, approved] as unknown as InquiryEvent[];
  const rowOf = (...events: Message[]) =>
    projected(inquiries, recorded(inquiryId, events as InquiryEvent[])).get(inquiryId)!;

  it('shows the clock of the test while the meter is on it, and the answer’s anew after it', () => {
    expect(rowOf(opened).nextDueAt).toBe(hour(40));
    expect(rowOf(opened, onTest)).toMatchObject({ nextPromise: 'meter-test-result', missed: 0 });
    expect(rowOf(opened, onTest, tested).nextDueAt).toBe(hour(70));
  });
  it('keeps who proposed and who decided', () => {
    expect(rowOf(...all).adjustment).toMatchObject({
      ...{ state: 'approved', proposedBy: 'staff-1', decidedBy: 'staff-2', amountFen: -1_242 },
    });
  });
  it('counts a missed promise once, whoever says so first', () => {
    expect(rowOf(...all, missed, replied).missed).toBe(1);
    expect(rowOf(...all, replied).missed).toBe(1);
  });
  it('begins anew when it turns out to be about another account', () => {
    const verified = (id: string) =>
      on('InquiryVerified', 1, { accountId: id, handlerId: 'staff-1', unitId: 'unit-1' });
    const [first, ...rest] = all;
    expect(rowOf(first!, verified('account-1'), ...rest, verified('account-1'))).toMatchObject({
      ...{ status: 'adjustment-approved', adjustment: { state: 'approved' } },
    });
    expect(rowOf(first!, verified('account-1'), ...rest, verified('account-2'))).toMatchObject({
      ...{ accountId: 'account-2', status: 'typed', finding: null, adjustment: null },
    });
  });
  it('counts how often the customer asked', () => {
    const urged = on('InquiryUrged', 6, { contactId: 'contact-2', times: 2 });
    expect(rowOf(opened, urged)).toMatchObject({ urges: 2, status: 'opened' });
  });
  it('replayed twice it is the same', () => expect(rowOf(...all)).toEqual(rowOf(...all)));
  it('shows nothing of an inquiry that was never opened', () => {
    expect(rowOf(onTest, tested)).toBeUndefined();
  });
});

describe('An account as people see it', () => {
  const accountId = 'account-1';
  const on = (type: string, hours: number, data: object = {}) =>
    fact(type, hours, {
      ...{ accountId, supplyPointId: 'supplypoint-1', customerId: 'customer-1' },
      ...data,
    });
  const bill = (billId: string, dueOn: string) =>
    on('BillIssued', 0, {
      ...{ billId, dueOn, amountFen: 10_000, energyWh: 1, tariff: 'resident' },
      ...{ from: '2026-09-01', until: '2026-09-30' },
    });
  const pay = (amountFen: number, hours = 10) =>
    on('PaymentReceived', hours, { paymentId: 'P', amountFen, means: 'app' });
  const both = [bill('B-2', '2026-10-25'), bill('B-1', '2026-09-25')];
  const eventsOf = (events: readonly Message[]) =>
    recorded(accountId, events as (AccountEvent | SupplyEvent)[]);
  const rowOf = (...events: Message[]) => projected(accounts, eventsOf(events)).get(accountId)!;

  it('pays the oldest bill first', () => {
    const row = rowOf(...both, pay(12_000));
    expect(row.open).toEqual([{ billId: 'B-2', openFen: 8_000, dueOn: '2026-10-25' }]);
    expect(row).toMatchObject({ openFen: 8_000, creditFen: 0 });
    expect(row.overdueSince).toBe('2026-10-25T16:00:00.000Z');
  });
  it('sets off what was paid ahead or refunded', () => {
    const refund = on('AccountAdjusted', 1, { inquiryId: 'inquiry-1', amountFen: -3_000 });
    expect(rowOf(refund, bill('B-1', '2026-09-25'))).toMatchObject({ openFen: 7_000 });
    const charge = on('AccountAdjusted', 1, { inquiryId: 'inquiry-1', amountFen: 3_000 });
    expect(rowOf(charge, bill('B-1', '2026-09-25'))).toMatchObject({ openFen: 13_000 });
  });
  it('threatens nobody who has paid', () => {
    const noticed = on('ArrearsNoticed', 5, { penaltyFen: 10, promises: [] });
    expect(rowOf(...both, noticed).supply).toBe('dunned');
    expect(rowOf(...both, noticed, pay(20_000))).toMatchObject({ supply: 'on', noticedAt: null });
  });
  it('shows until when a younger bill must wait, once the older is paid', () => {
    // Begun at the end of 25 September; the bill that is left was due 30 days later.
    const began = Date.parse('2026-09-25T16:00:00.000Z');
    const day = (days: number) => new Date(began + days * 24 * 3_600_000).toISOString();
    const wait = {
      ...promise('arrears-disconnection-wait', 0, 0),
      ...{ startedAt: day(0), dueAt: day(30) },
    };
    const noticed = on('ArrearsNoticed', 5, { penaltyFen: 10, promises: [wait] });
    expect(rowOf(...both, noticed, pay(9_999)).waits).toEqual([wait]);
    const moved = { ...wait, startedAt: day(30), dueAt: day(60) };
    expect(rowOf(...both, noticed, pay(10_000))).toMatchObject({
      supply: 'dunned',
      waits: [moved],
    });
  });
  it('shows the newest balance and reading, in whatever order they are told', () => {
    const balance = (hours: number, balanceFen: number) =>
      on('PrepaidBalanceReported', hours, { balanceFen });
    const read = (hours: number, registerWh: number) =>
      on('MeterReadingTaken', hours, { registerWh, method: 'remote' });
    const late = rowOf(balance(9, 500), read(8, 70), balance(2, -320), read(1, 60));
    expect(late).toMatchObject({ balanceFen: 500, registerWh: 70, readAt: hour(8) });
    expect(rowOf(balance(2, -320), balance(9, 500)).balanceFen).toBe(500);
  });
  it('watches the reconnection', () => {
    const cut = on('SupplyCut', 5, { cause: 'arrears' });
    const asked = on('ReconnectionRequested', 6, { promises: [promise('reconnection', 6, 24)] });
    expect(rowOf(...both, cut, asked)).toMatchObject({
      ...{ supply: 'reconnection-due', nextDueAt: hour(30), cutAt: hour(5) },
    });
    const late = rowOf(...both, cut, asked, on('SupplyReconnected', 31));
    expect(late).toMatchObject({ supply: 'on', missed: 1, nextDueAt: null });
  });
  it('replayed twice it is the same, and every entry has a row', () => {
    const events = [...both, pay(1)];
    expect(rowOf(...events)).toEqual(rowOf(...events));
    expect(projected(bills, eventsOf(events) as never[]).size).toBe(2);
    expect(projected(credits, eventsOf(events) as never[]).size).toBe(1);
  });
});
