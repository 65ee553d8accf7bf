/** A case that is opened again is not asked about meanwhile; once closed again, it is. */
import type { Callback, PromiseKeeping } from '@taizhang/contracts/views';
import { until, type Person } from './api.fixtures';
import { Case, handlingSteps } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;
let handler: Person;
let assessor: Person;
let complaint: Case;

beforeAll(async () => {
  // A Monday morning in Shanghai: nobody is called at night.
  platform = await TestPlatform.start({ at: '2026-03-02T02:30:00.000Z' });
  const unit = await platform.unit('投诉处理班');
  handler = await platform.hire('handler', unit, 'handler');
  assessor = await platform.hire('assessor', unit, 'assessor');
  const supervisor = await platform.hire('supervisor', unit, 'supervisor');
  const { id: customerId } = await handler.does('customers', { name: '周兰', kind: 'resident' });
  complaint = await Case.lodge(handler, { customerId });
  await complaint.dispatch(supervisor, unit);
  await complaint.handle(handler, 'closure');
});
afterAll(() => platform?.stop());

const callbacks = async (list: string) => {
  const path = `callbacks?list=${list}&caseId=${complaint.id}`;
  const { items } = (await assessor.get<{ items: Callback[] }>(path)).body;
  return items.map(({ kind, status }) => `${kind} ${status}`).sort();
};
const callbacksBecome = (list: string, wanted: string[]) =>
  until(
    () => callbacks(list),
    (found) => JSON.stringify(found) === JSON.stringify(wanted),
  );

it('takes the question back when the case is opened again, and keeps the talk', async () => {
  await callbacksBecome('due', ['recovery scheduled', 'satisfaction scheduled']);
  await complaint.step(handler, 'reopening', { reason: '退费未到账。' });
  await callbacksBecome('done', ['satisfaction withdrawn']);
  expect(await callbacks('due')).toEqual(['recovery scheduled']);
});

it('is neither kept nor missed, and nobody can make it any more', async () => {
  const path = `callbacks?list=done&caseId=${complaint.id}`;
  const [withdrawn] = (await assessor.get<{ items: Callback[] }>(path)).body.items;
  const score = { score: 5, comment: '' };
  const asked = { key: 'late', ifMatch: withdrawn!.revision };
  const refused = await assessor.post(`callbacks/${withdrawn!.id}/score`, score, asked);
  expect(refused.body).toMatchObject({ status: 409, code: 'callback-done' });
  const month = 'promises?from=2026-03-01&to=2026-03-31';
  const { items } = (await assessor.get<{ items: PromiseKeeping[] }>(month)).body;
  const made = items.find(({ promise }) => promise === 'complaint-callback');
  expect(made).toMatchObject({ made: 0, kept: 0, missed: 0, running: 0 });
});

it('is planned anew when the case is closed again', async () => {
  const again = handlingSteps.filter(([name]) => !['acceptance', 'reopening'].includes(name));
  for (const [name, body] of again) {
    await complaint.step(handler, name, body);
  }
  await callbacksBecome('due', ['recovery scheduled', 'satisfaction scheduled']);
});
