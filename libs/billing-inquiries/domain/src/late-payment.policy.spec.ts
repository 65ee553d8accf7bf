import { addDays } from '@taizhang/calendar';
import fc from 'fast-check';
import { penaltyFen } from './late-payment.policy';

const resident = { openFen: 12_059, dueOn: '2026-10-20', tariff: 'resident' as const };

describe('The penalty for paying late', () => {
  it('is 0.1 % a day for a household', () => {
    // 31 days × 0.1 % × 120.59 yuan = 3.738 yuan.
    expect(penaltyFen(resident, '2026-11-20')).toBe(373);
  });
  it('is nothing on the last day to pay', () => {
    expect(penaltyFen(resident, '2026-10-20')).toBe(0);
  });
  it('rises from 0.2 to 0.3 % for a business in the next year', () => {
    const debt = { openFen: 1_000_000, dueOn: '2026-12-21', tariff: 'business' as const };
    expect(penaltyFen(debt, '2026-12-31')).toBe(20_000);
    expect(penaltyFen(debt, '2027-01-10')).toBe(50_000);
  });
  it('never falls while nothing is paid', () => {
    const tariff = fc.constantFrom('resident' as const, 'business' as const);
    const days = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(fc.nat(10_000_000), tariff, days, days, (openFen, tariff, one, other) => {
        const debt = { openFen, dueOn: '2026-10-20', tariff };
        const after = (count: number) => penaltyFen(debt, addDays('2026-10-20', count));
        expect(after(Math.max(one, other))).toBeGreaterThanOrEqual(after(Math.min(one, other)));
      }),
    );
  });
});
