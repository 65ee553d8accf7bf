import { chinaCalendarData } from '@taizhang/calendar';
import type { Instant } from '@taizhang/kernel';
import { ConfigurationError } from '@taizhang/platform/config';
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
/** The first year of which the package knows nothing. */
const next = chinaCalendarData().coverage!.until + 1;
const holiday = (date: string) => ({ date, kind: 'holiday', name: { zh: '休假', en: 'A rest' } });

describe('Nothing starts with a file that', () => {
  it.each<[string, () => string, RegExp]>([
    ['is not there', () => join(folder, 'none.json'), /no such file/],
    ['is no JSON', () => file('春节'), /JSON/],
    ['names a day wrongly', () => file({ years: [2027], days: [holiday('2027-02-30')] }), /days/],
    ['leaves a year out', () => file({ years: [next + 1], days: [] }), /are followed by \d{4}/],
  ])('%s: it says which, why and where to read on', async (_, path, why) => {
    const refused = openDeadlines(path());
    await expect(refused).rejects.toThrow(why);
    // Printed as a sentence, without a stack.
    await expect(refused).rejects.toBeInstanceOf(ConfigurationError);
    await expect(refused).rejects.toThrow(/^CALENDAR_FILE .* docs\/how-to\/operate\.md$/s);
  });
});

it('Operators are told two months before holidays are wanted that nobody knows', async () => {
  const { calendar } = await openDeadlines();
  const last = (day: string) => `${next - 1}-${day}T00:00:00.000Z` as Instant;
  expect(unknownHolidays(calendar, last('10-31'))).toBeNull();
  expect(unknownHolidays(calendar, last('11-20'))).toContain(
    `The holidays of ${next} are not known`,
  );
  const known = await openDeadlines(file({ years: [next], days: [] }));
  expect(unknownHolidays(known.calendar, last('11-20'))).toBeNull();
});
