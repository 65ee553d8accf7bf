/** Figures of somebody who came to another unit within the period. */
import type { PerformanceReport } from '@taizhang/contracts/views';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-02T14:00:00.000Z' });
});
afterAll(() => platform?.stop());

it('stand under the unit that they came to, and each unit keeps what was done for it', async () => {
  const units = [await platform.unit('城东营业厅'), await platform.unit('城西营业厅')];
  const [second, first] = units.toSorted() as [string, string];
  const supervisor = await platform.hire('supervisor', first, 'supervisor');
  const mover = await platform.hire('mover', first, 'agent');
  const { staffId } = (await mover.get<{ staffId: string }>('auth/me')).body;
  const takesCall = () => mover.does('contacts', { channel: 'counter', anonymous: true });

  await takesCall();
  const assignment = { unitId: second, roles: ['agent'] };
  await platform.admin.does(`staff/${staffId}/assignment`, assignment, { ifMatch: 0 });
  // After midnight in Shanghai.
  platform.clock.set('2026-03-02T16:30:00.000Z');
  const { position } = await takesCall();

  const report = async (more = '') => {
    const path = `performance?from=2026-03-02&to=2026-03-03&staffId=${staffId}${more}`;
    const { body } = await supervisor.get<PerformanceReport>(path, { waitFor: position });
    return body.rows.map(({ unitId, contactsTaken }) => [unitId, contactsTaken]);
  };
  expect(await report()).toEqual([[second, 2]]);
  expect(await report(`&unitId=${first}`)).toEqual([[first, 1]]);
});
