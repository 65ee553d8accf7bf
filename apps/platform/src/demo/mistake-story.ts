/** What follows when somebody was cut off by mistake: a crew at once, and a complaint. */
import type { LifeAct } from './complaint-life';
import type { FaultAct } from './fault-life';
import { at, minuteMs, workingDayFrom, addDays, dateOf } from './local-time';
import { mending as words } from './inquiry-words.data';
import type { World } from './world';

/** From the cut to the light. */
export const mendedAfterMs = 52 * minuteMs;

/** @param cutAt when the supply was cut, which was found out with the very fact */
export function planMending(world: World, accountId: string, cutAt: number): void {
  const { agenda, desk, planners } = world;
  const key = `supply/${accountId}/mistake`;
  agenda.add({
    at: cutAt + 400,
    key: `${key}/found`,
    run: async () => {
      const { faultId, complaintId, area } = await desk.answerMistake(accountId);
      planners.faults.plan({ key: `${key}/fault`, faultId, area }, repairOf(world, cutAt));
      planners.complaints.plan(`${key}/complaint`, complaintId, apologyOf(world, cutAt));
    },
  });
}

function repairOf({ roster }: World, cutAt: number): FaultAct[] {
  const after = (minutes: number) => cutAt + minutes * minuteMs + 11_000;
  const crew = roster.named('tan-yong');
  const [sentAt, restoredAt] = [after(2), cutAt + mendedAfterMs];
  const toUnitId = roster.unitIds[crew.unit];
  const cause = { cause: 'equipment', class: null, findings: words.findings } as const;
  return [
    { at: sentAt, by: roster.dispatcher(sentAt), type: 'DispatchFault', data: { toUnitId } },
    { at: after(4), by: crew, type: 'DepartForFault', data: {} },
    { at: after(29), by: crew, type: 'ArriveAtFault', data: {} },
    { at: after(38), by: crew, type: 'FindCause', data: cause },
    { at: restoredAt, by: crew, type: 'RestoreSupply', data: { result: words.result } },
    { at: after(55), by: crew, type: 'VerifyFault', data: { means: 'on-site', note: '' } },
    { at: after(61), by: crew, type: 'CloseFault', data: {} },
  ];
}

function apologyOf({ roster }: World, cutAt: number): LifeAct[] {
  const next = (days: number, time: string) => {
    let day = dateOf(cutAt);
    for (let nth = 0; nth < days; nth++) day = workingDayFrom(addDays(day, 1));
    return at(day, time) + 23_000;
  };
  const by = roster.named('lin-fang');
  const sentAt = cutAt + 9 * minuteMs;
  const toUnitId = roster.unitIds[by.unit];
  const { found, note, reasons, reply, apology } = words;
  return [
    { at: sentAt, by: roster.dispatcher(sentAt), type: 'DispatchComplaint', data: { toUnitId } },
    { at: cutAt + 31 * minuteMs, by, type: 'AcceptComplaint', data: {} },
    {
      ...{ at: cutAt + 74 * minuteMs, by, type: 'ContactCustomer' },
      data: { means: 'visit', note },
    },
    {
      ...{ at: next(1, '09:20'), by, type: 'InvestigateComplaint' },
      data: { cause: 'people', findings: found },
    },
    {
      ...{ at: next(1, '10:05'), by, type: 'AdjudicateComplaint' },
      data: { verdict: 'proven', reasons },
    },
    {
      ...{ at: next(1, '15:40'), by, type: 'RemedyComplaint' },
      data: { remedy: 'apology', amountFen: null, note: apology },
    },
    { at: next(2, '09:12'), by, type: 'ReplyToComplaint', data: { reply } },
    { at: next(2, '16:30'), by, type: 'CloseComplaint', data: { satisfaction: 4 } },
  ];
}
