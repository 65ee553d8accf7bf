/** Holidays that were published after this release reach what is promised from then on. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

type Deadline = Readonly<{
  promise: string;
  limit: { amount: number; unit: string };
  dueAt: string;
  calendar: string;
  explanation: { calendarDiffers: boolean };
}>;

const holiday = (date: string) => ({ date, kind: 'holiday', name: { zh: '休假', en: 'A rest' } });

describe('A platform with a file of later holidays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-days-'));
  let platform: TestPlatform;
  afterAll(async () => {
    delete process.env['CALENDAR_FILE'];
    await platform?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('promises by them', async () => {
    // All of the week after the complaint is off.
    const days = [8, 9, 10, 11, 12].map((day) =>
      holiday(`2027-03-${String(day).padStart(2, '0')}`),
    );
    const file = join(folder, 'days.json');
    writeFileSync(file, JSON.stringify({ years: [2027], days }));
    process.env['CALENDAR_FILE'] = file;
    platform = await TestPlatform.start({ at: '2027-03-05T01:00:00.000Z' });
    const lin = await platform.hire(
      'lin',
      await platform.unit('城东处理班'),
      'agent',
      'supervisor',
    );
    const { id } = await Case.lodge(lin);
    const told = await until(
      () => lin.get<{ items: Deadline[] }>(`complaints/${id}/deadlines`),
      ({ status }) => status === 200,
    );
    const inWorkingDays = told.body.items.filter(({ limit }) => limit.unit === 'working-days');
    expect(inWorkingDays.length).toBeGreaterThan(0);
    for (const { calendar, dueAt, explanation } of inWorkingDays) {
      expect(calendar).toMatch(/\+2027@[0-9a-f]{8}$/);
      expect(dueAt > '2027-03-15').toBe(true);
      expect(explanation.calendarDiffers).toBe(false);
    }
  }, 60_000);
});
