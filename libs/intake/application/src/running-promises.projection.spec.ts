import type { FaultEvent } from '@taizhang/contracts/intake';
import type { ActorId, Instant } from '@taizhang/kernel';
import { projected, recorded } from '@taizhang/kernel/testing';
import { runningIntakePromises } from './running-promises.projection';

const [at, by] = ['2026-01-05T01:00:00.000Z' as Instant, 'staff-agent' as ActorId];
const fact = (type: FaultEvent['type'], data: object) =>
  ({ type, at, by, data: { faultId: 'fault-1', ...data } }) as unknown as FaultEvent;
const promise = (dueAt: string) => ({ promise: 'arrival-urban', dueAt });
const timersAfter = (...events: FaultEvent[]) =>
  [...projected(runningIntakePromises, recorded('fault-1', events as never[])).values()].map(
    ({ dueAt }) => dueAt,
  );

describe('The timers of a fault', () => {
  const due = '2026-01-05T01:45:00.000Z';
  const reported = fact('FaultReported', { promises: [promise(due)] });
  const arrears = fact('FaultTriaged', { outcome: 'arrears', paidRepairAgreed: false });

  it('run until nobody is owed a crew, and begin anew when one is owed after all', () => {
    const later = '2026-01-05T02:45:00.000Z';
    const toCrew = { outcome: 'dispatch', paidRepairAgreed: false };
    expect(timersAfter(reported, fact('FaultTriaged', toCrew))).toEqual([due]);
    expect(timersAfter(reported, arrears)).toEqual([]);
    const afterAll = fact('FaultTriaged', { ...toCrew, promises: [promise(later)] });
    expect(timersAfter(reported, arrears, afterAll)).toEqual([later]);
  });
});
