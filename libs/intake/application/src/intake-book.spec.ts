import { Deadlines } from '@taizhang/calendar';
import type { Instant } from '@taizhang/kernel';
import { IntakeBook } from './intake-book';

const at = '2026-03-02T02:00:00.000Z' as Instant;
const promised = (important: boolean) =>
  new IntakeBook(new Deadlines())
    .forFault(at, 'urban', important, null)
    .map(({ promise, dueAt }) => [promise, (Date.parse(dueAt) - Date.parse(at)) / 60_000]);

const everybody = [
  ['fault-dispatch', 3],
  ['arrival-urban', 45],
  ['arrival-urban-hard-stop', 60],
];

describe('What is promised when somebody is in the dark', () => {
  it('is a crew on its way and there in time, in minutes', () => {
    expect(promised(false)).toEqual(everybody);
  });

  it('is stricter for important users, beside what everybody is promised', () => {
    expect(promised(true)).toEqual([
      ...everybody,
      ['important-user-dispatch', 5],
      ['important-user-arrival', 30],
    ]);
  });
});
