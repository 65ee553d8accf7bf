import { chinaCalendarData } from './china-calendar';
import { Deadlines } from './deadlines';
import { extendForPauses } from './frozen-promise';
import type { Instant } from './instant';
import { publishedYearsSchema, withYears, type PublishedYears } from './published-years';
import { calendarFrom } from './working-calendar';

const name = { zh: '春节', en: 'Spring Festival' };
const data = chinaCalendarData();
const next = data.coverage!.until + 1;
const holiday = (date: string) => ({ date, kind: 'holiday' as const, name });
const given = (days: PublishedYears['days'], years = [next]) => ({ years, days });
const from = (years: PublishedYears) =>
  calendarFrom(withYears(data, publishedYearsSchema.parse(years)));

// A Wednesday in the year after the last that is known.
const wednesday = firstWednesdayOf(next);

function firstWednesdayOf(year: number): string {
  const days = Array.from({ length: 7 }, (_, index) => `${year}-03-0${index + 1}`);
  return days.find((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 3)!;
}

describe('A calendar with the holidays of a later year', () => {
  it('knows them, and that nothing else of that year is a holiday', () => {
    const calendar = from(given([holiday(wednesday)]));
    expect(calendar.day(wednesday)).toMatchObject({ kind: 'holiday', working: false, name });
    expect(calendar.coverage(wednesday)).toBe('published');
    expect(calendar.coverage(`${next + 1}-01-01`)).toBe('weekends-only');
    expect(calendar.day('2026-10-01').kind).toBe('holiday');
  });

  it('is of another edition with every other day, and of the same however the days are listed', () => {
    const days = [holiday(`${next}-01-01`), holiday(wednesday)];
    const editionOf = (some: PublishedYears['days']) => from(given(some)).edition;
    expect(editionOf(days)).toBe(editionOf(days.toReversed()));
    const editions = [data.edition, editionOf([]), editionOf(days), editionOf(days.slice(1))];
    expect(new Set(editions).size).toBe(4);
  });

  it('replaces a year that is known, whole', () => {
    const calendar = from(given([], [2026]));
    expect(calendar.day('2026-10-01').kind).toBe('working-day');
    expect(calendar.day('2025-10-01').kind).toBe('holiday');
  });

  it('moves what is promised from then on, and nothing that was', () => {
    const startedAt = `${wednesday}T01:00:00.000Z` as Instant;
    const [before] = new Deadlines(calendarFrom(data)).freeze(['scorecard-objection'], startedAt);
    const calendar = from(given([holiday(nextDay(wednesday))]));
    const [after] = new Deadlines(calendar).freeze(['scorecard-objection'], startedAt);
    expect(Date.parse(after!.dueAt) - Date.parse(before!.dueAt)).toBe(86_400_000);
    expect(after!.calendar).toBe(calendar.edition);
    expect(extendForPauses(calendar, before!, [])).toBe(before!.dueAt);
  });
});

describe('Refused is', () => {
  it.each<[string, unknown]>([
    ['a day of another year', given([holiday(`${next + 1}-01-01`)])],
    ['a day that is there twice', given([holiday(wednesday), holiday(wednesday)])],
    ['a make-up day in the week', given([{ ...holiday(wednesday), kind: 'make-up-day' }])],
    ['a day that there is not', given([holiday(`${next}-02-30`)])],
    ['a day without a name', given([{ date: wednesday, kind: 'holiday' } as never])],
    ['no year', given([], [])],
    ['a year twice', given([], [next, next])],
    ['what else may stand in it', { ...given([]), edition: 'mine' }],
  ])('%s', (_, years) => expect(publishedYearsSchema.safeParse(years).success).toBe(false));

  it('a year that leaves others out', () => {
    for (const year of [next + 1, data.coverage!.from - 1]) {
      expect(() => withYears(data, given([], [year]))).toThrow(/are followed by/);
    }
    expect(from(given([], [next + 1, next])).coverage(`${next + 1}-06-01`)).toBe('published');
  });
});

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
