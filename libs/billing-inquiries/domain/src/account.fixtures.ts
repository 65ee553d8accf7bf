/** One household that pays late, told in facts and commands. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { AccountEvent, AccountId, SupplyEvent } from '@taizhang/contracts/billing-inquiries';
import type { CustomerId, SupplyPointId } from '@taizhang/contracts/intake';
import { instant, type ActorId, type Instant } from '@taizhang/kernel';
import type { AccountCommand } from './account.commands';

export const handler = 'staff-handler' as ActorId;
export const supervisor = 'staff-supervisor' as ActorId;
const meters = 'system-inbound' as ActorId;

export const whose = {
  accountId: 'account-1' as AccountId,
  supplyPointId: 'supplypoint-1' as SupplyPointId,
  customerId: 'customer-1' as CustomerId,
};
export const where = { area: 'urban' as const, place: '滨河路 8 号' };

/** Noon in Shanghai, days after 20 October, the last day to pay. */
export const day = (days: number): Instant =>
  instant(Date.parse('2026-10-20T04:00:00.000Z') + days * 86_400_000);

const promise = (name: FrozenPromise['promise'], from: number, days: number): FrozenPromise => ({
  promise: name,
  edition: 'test',
  limit: { amount: days, unit: 'calendar-days' },
  calendar: 'test',
  startedAt: day(from),
  dueAt: day(from + days),
});
/** Noticed on the 25th day: 30 days overdue on the 30th, and the notice has run on the 32nd. */
export const waits = [
  promise('arrears-notice', 25, 7),
  promise('arrears-disconnection-wait', 0, 30),
];
const reconnecting = (from: number) => ({
  unitId: null,
  promises: [promise('reconnection', from, 1)],
});

type Event = AccountEvent | SupplyEvent;
type Told<Type> = Extract<Event, { type: Type }>;
type Asked<Type> = Extract<AccountCommand, { type: Type }>;
const fact = <Type extends Event['type']>(type: Type, at: Instant, by: ActorId, data: object) =>
  ({ type, at, by, data: { ...whose, ...data } }) as unknown as Told<Type>;
const ask = <Type extends AccountCommand['type']>(
  type: Type,
  at: Instant,
  by: ActorId,
  data: object,
) => ({ type, at, by, data: { ...whose, ...data } }) as unknown as Asked<Type>;

const bill = {
  billId: 'B-1',
  from: '2026-09-01',
  until: '2026-09-30',
  energyWh: 216_000,
  tariff: 'resident',
  amountFen: 12_059,
  dueOn: '2026-10-20',
};
export const issue = ask('IssueBill', day(-17), meters, bill);
export const issued = fact('BillIssued', day(-17), meters, bill);
export const read = ask('TakeReading', day(-20), meters, {
  registerWh: 9_000_000,
  method: 'remote',
});
export const wasRead = fact('MeterReadingTaken', day(-20), meters, read.data);

export const notice = ask('NoticeArrears', day(25), handler, { promises: waits });
export const noticed = fact('ArrearsNoticed', day(25), handler, {
  overdueFen: 12_059,
  penaltyFen: 301,
  oldestDueOn: '2026-10-20',
  promises: waits,
});
export const propose = ask('ProposeDisconnection', day(33), handler, {});
export const proposed = fact('DisconnectionProposed', day(33), handler, {
  proposedBy: handler,
  overdueFen: 12_059,
});
export const approve = ask('ApproveDisconnection', day(34), supervisor, {});
export const approved = fact('DisconnectionApproved', day(34), supervisor, {
  approvedBy: supervisor,
});
/** What follows the announcement. */
const halfAnHour = (from: Instant): FrozenPromise => ({
  ...promise('disconnection-second-notice', 0, 0),
  limit: { amount: 30, unit: 'minutes' },
  startedAt: from,
  dueAt: instant(Date.parse(from) + 1_800_000),
});
export const announce = (days: number) =>
  ask('AnnounceDisconnection', day(days), handler, { promises: [halfAnHour(day(days))] });
export const announced = (days: number) =>
  fact('DisconnectionAnnounced', day(days), handler, { promises: [halfAnHour(day(days))] });
export const execute = ask('ExecuteDisconnection', day(35), handler, {});
export const cut = fact('SupplyCut', day(35), handler, { cause: 'arrears' });

const posting = { inquiryId: 'inquiry-1' };
const payment = { paymentId: 'P-1', amountFen: 12_059, means: 'app' };
export const pay = (days: number, amountFen = 12_059) =>
  ask('ReceivePayment', day(days), meters, { ...payment, amountFen, ...reconnecting(days) });
export const paid = (days: number, amountFen = 12_059) =>
  fact('PaymentReceived', day(days), meters, { ...payment, amountFen });
/** An inquiry ended with a refund, or with what had been billed too little. */
export const adjust = (days: number, amountFen: number) =>
  ask('AdjustAccount', day(days), supervisor, { ...posting, amountFen, ...reconnecting(days) });
export const adjusted = (days: number, amountFen: number) =>
  fact('AccountAdjusted', day(days), supervisor, { ...posting, amountFen });
export const reconnectionAsked = (days: number, by = meters) =>
  fact('ReconnectionRequested', day(days), by, reconnecting(days));
export const restore = (days: number) => ask('RestoreSupply', day(days), handler, {});
export const restored = (days: number, from: number) =>
  fact('SupplyReconnected', day(days), handler, { startedAt: day(from), dueAt: day(from + 1) });
export const reconnectionMissed = (from: number) =>
  fact('ReconnectionDeadlineMissed', day(from + 1), 'system-deadlines' as ActorId, {
    promise: 'reconnection',
    dueAt: day(from + 1),
    unitId: null,
  });

/** The metering system tells that the switch was opened. */
export const recordCut = (days: number, cause = 'arrears') =>
  ask('RecordCut', day(days), meters, { cause, ...where, ...reconnecting(days) });
export const wasCut = (days: number, cause = 'arrears') =>
  fact('SupplyCut', day(days), meters, { cause });
export const reportBalance = (days: number, balanceFen: number) =>
  ask('ReportBalance', day(days), meters, { balanceFen, ...reconnecting(days) });
export const balance = (days: number, balanceFen: number) =>
  fact('PrepaidBalanceReported', day(days), meters, { balanceFen });
export const report = ask('ReportMistake', day(36), handler, {
  mistake: 'wrong-meter',
  statement: '停了隔壁的电。',
  inquiryId: null,
  ...where,
  ...reconnecting(36),
});
export const missReconnection = (days: number) =>
  ask('MissReconnection', day(days), 'system-deadlines' as ActorId, { promise: 'reconnection' });
