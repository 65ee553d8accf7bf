import type { Instant } from '@taizhang/kernel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeadlines, unknownHolidays } from './open-deadlines';

const folder = mkdtempSync(join(tmpdir(), 'taizhang-days-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (content: object | string) => {
  const path = join(folder, 'days.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const holiday = (date: string) => ({ date, kind: 'holiday', name: { zh: '休假', en: 'A rest' } });

describe('Nothing starts with a file that', () => {
  it.each<[string, () => string, RegExp]>([
    ['is not there', () => join(folder, 'none.json'), /no such file/],
    ['is no JSON', () => file('春节'), /JSON/],
    ['names a day wrongly', () => file({ years: [2027], days: [holiday('2027-02-30')] }), /days/],
    ['leaves a year out', () => file({ years: [2031], days: [] }), /are followed by 2027/],
  ])('%s: it says which, why and where to read on', async (_, path, why) => {
    const refused = openDeadlines(path());
    await expect(refused).rejects.toThrow(why);
    await expect(refused).rejects.toThrow(/^CALENDAR_FILE .* docs\/how-to\/operate\.md$/s);
  });
});

it('Operators are told two months before holidays are wanted that nobody knows', async () => {
  const { calendar } = await openDeadlines();
  expect(unknownHolidays(calendar, '2026-10-31T00:00:00.000Z' as Instant)).toBeNull();
  expect(unknownHolidays(calendar, '2026-11-20T00:00:00.000Z' as Instant)).toMatch(
    /of 2027 are not/,
  );
  const known = await openDeadlines(file({ years: [2027], days: [] }));
  expect(unknownHolidays(known.calendar, '2026-11-20T00:00:00.000Z' as Instant)).toBeNull();
});
