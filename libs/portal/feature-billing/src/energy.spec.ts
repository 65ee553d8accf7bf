import type { Bill, Reading } from '@taizhang/contracts/views';
import { energyByMonth } from './energy';

const bill = (periodFrom: string, periodUntil: string, energyWh: number) =>
  ({ periodFrom, periodUntil, energyWh }) as Bill;
const reading = (day: string, registerWh: number) =>
  ({ at: `${day}T01:00:00.000Z`, registerWh }) as Reading;

describe('Energy by month', () => {
  const readings = [
    reading('2026-10-01', 1_216_000),
    reading('2026-09-01', 1_000_000),
    reading('2026-11-01', 1_400_000),
  ];
  it('puts what was billed beside what the register says, the oldest first', () => {
    const bills = [
      bill('2026-10-01', '2026-10-31', 300_000),
      bill('2026-09-01', '2026-09-30', 216_000),
    ];
    expect(energyByMonth(bills, readings)).toEqual([
      { month: '2026-09', billedWh: 216_000, readWh: 216_000 },
      { month: '2026-10', billedWh: 300_000, readWh: 184_000 },
    ]);
  });
  it('says nothing of a register that nobody read', () => {
    const bills = [bill('2026-06-01', '2026-06-30', 200_000)];
    expect(energyByMonth(bills, readings)).toMatchObject([{ readWh: null }]);
  });
});
