import type { Look } from '@taizhang/contracts/views';
import { linesOf, wayOf } from './looks';

const look = (told: Partial<Omit<Look, 'at'>> & Readonly<{ at?: string }>) =>
  ({
    ...{ staffId: 'staff-1', unitId: 'unit-1', kind: 'complaint', outcome: 'seen' },
    ...{ operation: 'ComplaintViews.one', subjects: ['complaint-1'] },
    at: '2026-03-02T08:00:00.000Z',
    ...told,
  }) as Look;

/** As it is opened: one page asks for all of these. */
const pageOfComplaint = ['one', 'timeline', 'deadlines']
  .map((operation) => look({ operation: `ComplaintViews.${operation}` }))
  .concat(
    ['trail', 'asOf', 'difference'].map((operation) =>
      look({ operation: `HistoryViews.${operation}`, kind: 'history' }),
    ),
  );

describe('the lines of who looked at what', () => {
  it('read differently where different things were opened', () => {
    const ways = pageOfComplaint.map(wayOf);
    expect(ways).toEqual(['page', 'timeline', 'deadlines', 'changes', 'replay', 'comparison']);
    expect(linesOf(pageOfComplaint, false)).toEqual(pageOfComplaint);
  });

  it('are one where lists of the same moment showed the same case', () => {
    const list = { operation: 'ComplaintViews.list' };
    const mine = look({ ...list, subjects: ['complaint-1'] });
    const units = look({ ...list, subjects: ['complaint-1', 'complaint-2'] });
    expect(linesOf([units, mine], false)).toEqual([units]);
    expect(linesOf([units, mine], true)).toEqual([units, mine]);
  });

  it('stay apart by person, by outcome, and after five minutes', () => {
    const looks = [
      look({ at: '2026-03-02T08:05:00.000Z' }),
      look({ at: '2026-03-02T08:00:01.000Z' }),
      look({ staffId: 'staff-2' }),
      look({ outcome: 'not-permitted' }),
      look({ at: '2026-03-02T07:59:59.000Z' }),
    ];
    expect(linesOf(looks, false)).toEqual([looks[0], looks[2], looks[3], looks[4]]);
  });
});
