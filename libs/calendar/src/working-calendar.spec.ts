import { hallCalendar } from './calendar.fixtures';
import { chinaCalendar, chinaCalendarData } from './china-calendar';
import { addDays } from './instant';
import { calendarDataSchema, calendarFrom, type CalendarData } from './working-calendar';

const china = chinaCalendar();

describe('The calendar of mainland China', () => {
  it.each([
    ['2026-02-13', 'working-day', true, undefined],
    ['2026-02-14', 'make-up-day', true, '春节'],
    ['2026-02-15', 'holiday', false, '春节'],
    ['2026-02-17', 'holiday', false, '春节'],
    ['2026-02-24', 'working-day', true, undefined],
    ['2026-02-28', 'make-up-day', true, '春节'],
    ['2026-03-01', 'weekend', false, undefined],
    ['2026-10-10', 'make-up-day', true, '国庆节'],
    ['2005-05-02', 'holiday', false, '劳动节'],
    ['2030-10-01', 'working-day', true, undefined],
    ['2030-10-05', 'weekend', false, undefined],
  ])('%s is a %s', (date, kind, working, name) => {
    expect(china.day(date)).toMatchObject({ kind, working });
    expect(china.day(date).name?.zh).toBe(name);
  });

  it('names its data in its edition', () => {
    expect(china.edition).toMatch(/^cn\/chinese-days@\d+\.\d+\.\d+$/);
    expect(china.zone).toBe('Asia/Shanghai');
  });

  it('says which years know weekends only', () => {
    expect(china.coverage('2003-12-31')).toBe('weekends-only');
    expect(china.coverage('2004-01-01')).toBe('published');
    expect(china.coverage('2026-12-31')).toBe('published');
    expect(china.coverage('2030-01-01')).toBe('weekends-only');
  });

  it('answers for every day from 2005 to 2030, with holidays in every published year', () => {
    const holidays = new Map<string, number>();
    for (let date = '2005-01-01'; date < '2031-01-01'; date = addDays(date, 1)) {
      const { kind, working } = china.day(date);
      expect(working).toBe(kind === 'working-day' || kind === 'make-up-day');
      if (kind === 'holiday') {
        holidays.set(date.slice(0, 4), (holidays.get(date.slice(0, 4)) ?? 0) + 1);
      }
    }
    for (let year = 2005; year <= 2026; year++) {
      expect([year, holidays.get(`${year}`)! >= 20]).toEqual([year, true]);
    }
  });

  it('opens at the hours it is given', () => {
    const open = chinaCalendar([{ from: '07:00', to: '24:00' }]).day('2026-03-02').openings;
    expect(open).toEqual([{ from: 420, to: 1440 }]);
  });
});

describe('A calendar of one’s own', () => {
  it('may add days to those of the State Council', () => {
    const data = chinaCalendarData();
    const own = calendarFrom({
      ...data,
      edition: 'hall-7/1',
      exceptions: [
        ...data.exceptions,
        { date: '2026-03-06', kind: 'holiday', name: { zh: '司庆', en: 'Founding Day' } },
      ],
    });
    expect(own.day('2026-03-06').working).toBe(false);
    expect(own.day('2026-02-14').working).toBe(true);
  });

  it('is complete where it names no coverage', () => {
    expect(hallCalendar.coverage('1999-01-01')).toBe('published');
  });

  it('has its periods in order, other ones on days off, and special hours on special days', () => {
    const open = (date: string) =>
      hallCalendar.day(date).openings.map(({ from, to }) => [from, to]);
    expect(open('2026-03-05')).toEqual([
      [510, 720],
      [840, 1080],
      [1200, 1440],
    ]);
    expect(open('2026-03-07')).toEqual([
      [510, 720],
      [840, 1080],
      [1200, 1440],
    ]);
    expect(open('2026-03-08')).toEqual([
      [540, 600],
      [1200, 1440],
    ]);
    expect(open('2026-03-06')).toEqual([]);
    expect(open('2026-03-14')).toEqual([[540, 690]]);
  });
});

describe('Calendar data is refused', () => {
  const sound: CalendarData = { edition: 'x', zone: 'UTC', openings: [], exceptions: [] };
  const name = { zh: '节', en: 'Day' };
  const day = { date: '2026-03-06', kind: 'holiday' as const, name };

  it.each<[string, Partial<CalendarData>]>([
    ['when one date is told twice', { exceptions: [day, { ...day, kind: 'make-up-day' }] }],
    ['when a date does not exist', { exceptions: [{ ...day, date: '2026-02-29' }] }],
    ['when a period ends before it starts', { openings: [{ from: '12:00', to: '08:30' }] }],
    ['when a period is empty', { openings: [{ from: '08:30', to: '08:30' }] }],
    [
      'when periods overlap',
      {
        openings: [
          { from: '08:30', to: '12:00' },
          { from: '11:59', to: '18:00' },
        ],
      },
    ],
    [
      'when periods of different days overlap on one of them',
      {
        openings: [
          { from: '08:30', to: '12:00', on: 'days-off' },
          { from: '09:00', to: '10:00', on: 'every-day' },
        ],
      },
    ],
    ['when a time does not exist', { openings: [{ from: '08:30', to: '24:01' }] }],
    ['without an edition', { edition: '' }],
  ])('%s', (_, wrong) => {
    expect(calendarDataSchema.safeParse({ ...sound, ...wrong }).success).toBe(false);
    expect(() => calendarFrom({ ...sound, ...wrong })).toThrow();
  });

  it('but not when periods touch or meet on no day', () => {
    const openings: CalendarData['openings'] = [
      { from: '08:30', to: '12:00' },
      { from: '12:00', to: '18:00' },
      { from: '09:00', to: '16:00', on: 'days-off' },
    ];
    expect(calendarDataSchema.safeParse({ ...sound, openings }).success).toBe(true);
  });
});
