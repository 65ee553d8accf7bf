/** One ordinary fault, told in commands and in facts. */
import type { FrozenPromise } from '@taizhang/calendar';
import type {
  ContactId,
  CustomerId,
  FaultEvent,
  FaultId,
  OutageId,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { instant, type ActorId, type Instant } from '@taizhang/kernel';
import type { FaultCommand } from './fault.commands';

export const agent = 'staff-agent' as ActorId;
export const dispatcher = 'staff-dispatcher' as ActorId;
export const crew = 'staff-crew' as ActorId;
export const mate = 'staff-mate' as ActorId;
export const faultId = 'fault-1' as FaultId;
export const outageId = 'outage-1' as OutageId;
const customerId = 'customer-1' as CustomerId;
export const hall = 'unit-hall' as UnitId;
export const repair = 'unit-repair' as UnitId;

/** Minutes after the report. */
export const minute = (minutes: number): Instant =>
  instant(Date.parse('2026-01-05T01:00:00.000Z') + minutes * 60_000);

type Of<Message, Type> = Extract<Message, { type: Type }>;
export const fact = <Type extends FaultEvent['type']>(
  type: Type,
  minutes: number,
  by: ActorId,
  data: Omit<Of<FaultEvent, Type>['data'], 'faultId'>,
) =>
  ({ type, at: minute(minutes), by, data: { faultId, ...data } }) as unknown as Of<
    FaultEvent,
    Type
  >;
export const ask = <Type extends FaultCommand['type']>(
  type: Type,
  minutes: number,
  by: ActorId,
  data: Omit<Of<FaultCommand, Type>['data'], 'faultId'>,
) =>
  ({ type, at: minute(minutes), by, data: { faultId, ...data } }) as unknown as Of<
    FaultCommand,
    Type
  >;

const promise = (name: FrozenPromise['promise'], from: number, minutes: number): FrozenPromise => ({
  promise: name,
  edition: 'test',
  limit: { amount: minutes, unit: 'minutes' },
  calendar: 'test',
  startedAt: minute(from),
  dueAt: minute(from + minutes),
});
export const promises = [
  promise('fault-dispatch', 0, 3),
  promise('arrival-urban', 0, 45),
  promise('arrival-urban-hard-stop', 0, 60),
];
const restoring = [promise('restoration-urban', 40, 180)];

const report_ = {
  customerId,
  contactId: 'contact-1' as ContactId,
  supplyPointId: null,
  class: 'low-voltage' as const,
  area: 'urban' as const,
  place: '朝阳路1号',
  statement: '整栋楼没电。',
  channel: 'hotline' as const,
  ownerId: agent,
  unitId: hall,
  promises,
};
const toCrew = { outcome: 'dispatch' as const, outageId: null, paidRepairAgreed: false, note: '' };
export const told = { customerId };
const measured = { unitId: repair, startedAt: minute(0) };

export const report = ask('ReportFault', 0, agent, { ...report_, triage: null, grounds: null });
export const reportWithAll = { ...report, data: { ...report.data, triage: toCrew, grounds: [] } };
export const reported = fact('FaultReported', 0, agent, report_);
export const triage = ask('TriageFault', 0, agent, toCrew);
export const triaged = fact('FaultTriaged', 0, agent, { ...told, ...toCrew });
export const grade = ask('GradeFault', 0, agent, { grounds: [] });
export const graded = fact('FaultGraded', 0, agent, { grade: 'ordinary', grounds: [] });
export const dispatch = ask('DispatchFault', 2, dispatcher, { toUnitId: repair });
export const dispatched = fact('FaultDispatched', 2, dispatcher, {
  toUnitId: repair,
  startedAt: minute(0),
  dueAt: minute(3),
});
export const depart = ask('DepartForFault', 5, crew, {});
export const departed = fact('CrewDeparted', 5, crew, { handlerId: crew });
export const arrive = ask('ArriveAtFault', 40, crew, { restoring });
export const arrived = fact('CrewArrived', 40, crew, {
  handlerId: crew,
  ...measured,
  dueAt: minute(45),
  promises: restoring,
});
export const findCause = ask('FindCause', 50, crew, {
  cause: 'equipment',
  class: null,
  findings: '接头烧断。',
});
export const causeFound = fact('FaultCauseFound', 50, crew, {
  ...told,
  cause: 'equipment',
  class: 'low-voltage',
  findings: '接头烧断。',
});
export const restore = ask('RestoreSupply', 90, crew, { result: '已更换接头。' });
export const restored = fact('SupplyRestored', 90, crew, {
  ...told,
  handlerId: crew,
  outageId: null,
  result: '已更换接头。',
  unitId: repair,
  startedAt: minute(40),
  dueAt: minute(220),
});
export const verify = ask('VerifyFault', 95, crew, { means: 'on-site', note: '' });
export const verified = fact('FaultVerified', 95, crew, { ...told, means: 'on-site', note: '' });
export const close = ask('CloseFault', 100, crew, {});
export const closed = fact('FaultClosed', 100, crew, {
  ...told,
  handlerId: crew,
  unitId: repair,
});
export const reopen = ask('ReopenFault', 200, agent, { reason: '又停电了。', promises });
export const reopened = fact('FaultReopened', 200, agent, {
  ...told,
  reason: '又停电了。',
  repairedBy: crew,
  unitId: repair,
  promises,
});
export const untilDispatched = [reported, triaged, graded, dispatched] as const;
export const untilRestored = [...untilDispatched, departed, arrived, causeFound, restored] as const;
