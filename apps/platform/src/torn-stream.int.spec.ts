/** A case out of which somebody took an event is neither shown as if whole nor decided on. */
import { Case } from './complaint-steps.fixtures';
import type { Person } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';

describe('Of a complaint out of whose history somebody took an event', () => {
  let platform: TestPlatform;
  let lin: Person;
  let torn: Case;
  let whole: Case;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const unit = await platform.unit('城东处理班');
    lin = await platform.hire('lin', unit, 'supervisor', 'agent', 'handler');
    [torn, whole] = [await Case.lodge(lin), await Case.lodge(lin)];
    for (const one of [torn, whole]) {
      await one.dispatch(lin, unit);
      await one.step(lin, 'acceptance', {});
    }
    await platform.database.pool.query(
      `BEGIN; SET LOCAL session_replication_role = replica;
       DELETE FROM ledger.events WHERE stream = '${torn.id}' AND revision = 1; COMMIT`,
    );
  }, 60_000);
  afterAll(() => platform?.stop());

  const unreadable = {
    status: 500,
    body: { code: 'record-unreadable', correlationId: expect.any(String) as string },
  };

  it.each(['complaints/:id/timeline', 'history/:id/trail'])(
    'nothing is told by %s',
    async (path) => {
      expect(await lin.get(path.replace(':id', torn.id))).toMatchObject(unreadable);
      expect(await lin.get(path.replace(':id', whole.id))).toMatchObject({ status: 200 });
    },
  );

  it('nothing is decided, and others are decided on as ever', async () => {
    const contact = { means: 'phone', note: '已联系客户' };
    const path = `complaints/${torn.id}/customer-contact`;
    const answer = await lin.post(path, contact, { key: 'contact-1', ifMatch: torn.revision });
    expect(answer).toMatchObject(unreadable);
    await whole.step(lin, 'customer-contact', contact);
  });
});
