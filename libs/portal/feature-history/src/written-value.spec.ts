import { termIn } from '@taizhang/portal/ui';
import { writtenValue, type Writing } from './written-value';

const writing: Writing = {
  term: termIn('en'),
  nameOf: (id) => `name of ${id}`,
  promiseOf: (promise) => promise,
  instant: (at) => `at ${at}`,
  word: (key) => key,
  count: (count) => `${count} items`,
  energy: (amount) => `${amount} kWh`,
  none: '–',
};

describe('a value of the past', () => {
  it.each([
    ['complaint', 'status', 'accepted', 'Accepted'],
    ['contact', 'status', 'routed', 'contact.routed'],
    ['fault', 'unitId', 'unit-1', 'name of unit-1'],
    ['fault', 'arrivedAt', '2026-01-05T08:00:00.000Z', 'at 2026-01-05T08:00:00.000Z'],
    ['fault', 'findings', '', '–'],
    ['account', 'openFen', 12_340, '¥123.40'],
    ['account', 'registerWh', 1_500, '1.5 kWh'],
    ['account', 'open', [{ billId: 'B-1', openFen: 100, dueOn: '' }], 'B-1 ¥1.00'],
    ['scorecard', 'totalHundredths', 9_150, '91.50'],
    ['scorecard', 'lines', [{}, {}], '2 items'],
    [
      'spot-check',
      'items',
      [
        { caseId: 'fault-1', total: 85 },
        { caseId: 'fault-2', total: null },
      ],
      'fault-1 85\nfault-2 –',
    ],
    ['spot-check', 'checklist', { edition: '2026-1', items: [] }, '2026-1'],
    ['callback', 'missed', true, 'yes'],
    ['customer', 'phones', ['1', '2'], '1\n2'],
    ['inquiry', 'adjustment', { state: 'posted', amountFen: -500 }, 'adjustment.posted ¥-5.00'],
    [
      'fault',
      'promises',
      [{ promise: 'arrival-urban', state: 'kept' }],
      'arrival-urban promise.kept',
    ],
  ] as const)('of %s, %s, reads as people write it', (kind, field, value, text) => {
    expect(writtenValue(kind, field, value, writing)).toBe(text);
  });
});
