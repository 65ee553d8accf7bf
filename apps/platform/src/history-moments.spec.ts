/** Which instants a question about the past may name. */
import { asOfQuery, historyAsOfQuery, historyDifferenceQuery } from '@taizhang/contracts/views';

const read = (at: string) => historyAsOfQuery.safeParse({ at }).data?.at ?? 'refused';

describe('An instant that is asked about', () => {
  it.each([
    ['2026-03-05T02:00:00.000Z', '2026-03-05T02:00:00.000Z'],
    ['2026-03-05T10:00:00+08:00', '2026-03-05T02:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2026-03-05T10:00:00.1239Z', '2026-03-05T10:00:00.123Z'],
  ])('%s is %s', (text, at) => {
    expect(read(text)).toBe(at);
    expect(asOfQuery.parse({ at: text }).at).toBe(at);
    expect(historyDifferenceQuery.parse({ from: text, to: text })).toMatchObject({
      from: at,
      to: at,
    });
  });

  it.each([
    ['has no zone', '2026-03-05T10:00:00'],
    ['is a day', '2026-03-05'],
    ['is on a day that does not exist', '2026-02-29T10:00:00Z'],
    ['is at an hour that does not exist', '2026-03-05T24:00:00Z'],
    ['lost its plus in an address', '2026-03-05T10:00:00 08:00'],
    ['is before the first year', '0001-01-01T00:00:00+08:00'],
    ['is after the last year of four digits', '9999-12-31T23:59:59-08:00'],
    ['is none', 'yesterday'],
  ])('that %s is refused', (_, text) => expect(read(text)).toBe('refused'));
});
