import { announceOutageRequest } from './fault.requests';
import { restrictProcessingRequest } from './privacy.requests';

const outage = {
  ...{ kind: 'planned', area: 'urban', place: '和平路' },
  ...{ startsAt: '2026-01-05T00:00:00.000Z', endsAt: '2026-01-05T04:00:00.000Z' },
};
const restriction = { ground: 'contested', reference: 'PI-2026-7' };

describe('Times that no read model could hold', () => {
  it('are none of an outage', () => {
    expect(announceOutageRequest.safeParse(outage).success).toBe(true);
    const early = { ...outage, startsAt: '0000-01-05T00:00:00.000Z' };
    const late = { ...outage, endsAt: '9999-12-31T23:59:59.999Z' };
    expect(announceOutageRequest.safeParse(early).success).toBe(false);
    expect(announceOutageRequest.safeParse(late).success).toBe(false);
  });
  it('are no day until which something is kept: nobody would be found under restriction', () => {
    const until = (keepUntil: string | null) =>
      restrictProcessingRequest.safeParse({ ...restriction, keepUntil }).success;
    expect([null, '2036-01-05', '9999-12-31'].map(until)).toEqual([true, true, true]);
    expect(until('0000-01-05')).toBe(false);
  });
});
