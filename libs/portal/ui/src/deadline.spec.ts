import { lengthOf, readDeadline } from './deadline';

const now = Date.parse('2026-01-05T08:00:00.000Z');
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

describe('a deadline', () => {
  it.each([
    [-1, 'late'],
    [0, 'soon'],
    [24 * 60, 'soon'],
    [24 * 60 + 1, 'calm'],
  ] as const)('%p minutes ahead is %s', (minutes, urgency) => {
    expect(readDeadline(at(minutes), now).urgency).toBe(urgency);
  });

  it('that ended stays as it ended', () => {
    expect(readDeadline(at(-100), now, 'kept').urgency).toBe('kept');
    expect(readDeadline(at(100), now, 'missed').urgency).toBe('missed');
  });

  it('says how long, ahead or past', () => {
    expect(lengthOf(readDeadline(at(90), now), 'zh')).toBe('1 小时 30 分钟');
    expect(lengthOf(readDeadline(at(-90), now), 'en')).toBe('1 h 30 min');
  });
});
