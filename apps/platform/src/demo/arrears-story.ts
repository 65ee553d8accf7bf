/**
 * Somebody in the dark calls the repair line, and the questions find that they were cut off for
 * arrears: no crew is sent, billing gets the question.
 */
import type { FaultId } from '@taizhang/contracts/intake';
import { idFrom, instant } from '@taizhang/kernel';
import type { Billed } from './billed-accounts';
import { arrearsCall as words } from './inquiry-words.data';
import { answeredLife, until } from './inquiry-life';
import { planLife } from './inquiry-plan';
import { minuteMs } from './local-time';
import type { Billing } from './supply-stories';
import type { World } from './world';

/** @param calledAt when they call, some hours after the cut */
export function planArrearsCall(
  world: World,
  billing: Billing,
  {
    account,
    calledAt,
    goes,
  }: Readonly<{ account: Billed; calledAt: number; goes: 'answered' | 'closed' }>,
): void {
  const { desk, planners, roster, agenda } = world;
  const { id, customerId, supplyPointId, area, place } = account.known;
  const key = `supply/${id}/call`;
  const faultId = idFrom('fault', desk.commandId(key)) as FaultId;
  const inquiryId = idFrom('inquiry', faultId);
  const dispatcher = roster.dispatcher(calledAt);
  agenda.add({
    at: calledAt,
    key,
    run: async () => {
      const by = roster.actor(dispatcher, calledAt);
      const data = {
        ...{ faultId, customerId, contactId: null, supplyPointId, area, place },
        ...{ class: 'low-voltage' as const, statement: words.says, channel: 'hotline' as const },
        ...{ ownerId: by.id, unitId: by.unitId, grounds: null },
        triage: {
          ...{ outcome: 'arrears' as const, outageId: null, paidRepairAgreed: false },
          note: words.note,
        },
        promises: desk.intakeBook.forFault(instant(calledAt), area, false, by.unitId),
      };
      await desk.fault({ key, at: calledAt, by, type: 'ReportFault', data });
      await billing.desk.openForArrears(faultId);
      const over = {
        at: calledAt + 2 * minuteMs,
        by: dispatcher,
        type: 'CloseFault',
        data: {},
      } as const;
      planners.faults.plan({ key, faultId, area }, [over]);
    },
  });
  const asked = { kind: 'arrears' as const, asks: words.note, told: words.told };
  planLife(world, billing.desk, {
    ...{ key: `${key}/inquiry`, account, words: asked, from: calledAt, handler: 'fan-li' },
    ...{ life: until(answeredLife(asked), goes), inquiryId, openedAt: calledAt },
  });
}
