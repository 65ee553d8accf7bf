/** Whoever reads what is not up to date, because events of it are parked, is told on every page. */
import pg from 'pg';
import type { Locator } from 'playwright-core';
import { accessibilityFaults } from './accessibility';
import { openStep, submitStep, takeStep } from './casework';
import { useHouse } from './house';
import { Clerk } from './platform';
import { refused } from './refusal';
import { dispatchComplaint, registerCustomer, routeComplaint, routeFault } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

/** How much waits, as the notice says it. */
const noticeOf = (visitor: Visitor, count: number): Locator => {
  const title = visitor.say('ui/parked.title', { count, since: '' }).trim();
  return visitor.page.getByRole('status').filter({ hasText: title.split(/[，,]/)[0]! });
};
const markedIn = (visitor: Visitor, part: Locator): Locator =>
  part.getByText(visitor.say('ui/parked.row'), { exact: true });

describe('What stands still', () => {
  const database = new pg.Pool({
    connectionString: process.env['TEST_PLATFORM_DATABASE_URL']!,
    max: 1,
  });
  /** As if the last event could not be taken in: what comes later queues behind it for real. */
  const park = (schema: string, table: string, stream: string) =>
    database.query(
      `INSERT INTO ${schema}.parked_events
         (table_name, kind, key, position, stream, revision, event_id, type, reason)
       SELECT $1, 'key', stream, position, stream, revision, id, type, 'not foreseen'
       FROM ledger.events WHERE stream = $2 ORDER BY revision DESC LIMIT 1`,
      [table, stream],
    );
  /** What was taken in already goes away, what came later is tried again. */
  const free = async (schema: string) => {
    await database.query(`DELETE FROM ${schema}.parked_events WHERE reason = 'not foreseen'`);
    await database.query(`UPDATE ${schema}.parked_events SET retry_wanted = true`);
  };
  afterAll(async () => {
    for (const schema of ['complaint_cases_v2', 'fault_cases_v2', 'assessment_v5']) {
      await free(schema);
    }
    await database.end();
  });

  let customerId: string;
  let complaintId: string;
  beforeAll(async () => {
    const clerk = await Clerk.signIn('hotline');
    customerId = await registerCustomer(clerk);
    ({ complaintId } = await routeComplaint(clerk, customerId));
    await dispatchComplaint(complaintId, '计量班');
    await park('complaint_cases_v2', 'complaints', complaintId);
  });

  it('a case says so, also to whoever has just acted on it', async () => {
    const zhang = await house.visitor();
    await zhang.enter('metering');
    await zhang.page.goto(`/complaints/${complaintId}`);
    await noticeOf(zhang, 1).waitFor();
    expect(await accessibilityFaults(zhang.page)).toEqual([]);
    await takeStep(zhang, 'acceptance');
    await noticeOf(zhang, 2).waitFor();
    expect(
      await zhang.page.getByRole('link', { name: zhang.say('ui/parked.operations') }).count(),
    ).toBe(0);
    await zhang.look('stands still case zh');
    await zhang.speak('en');
    await zhang.page.reload();
    await noticeOf(zhang, 2).waitFor();
    await zhang.look('stands still case');

    await openStep(zhang, 'acceptance');
    const { code } = await refused(zhang, 412, '/acceptance', () => submitStep(zhang));
    expect(code).toBe('revision-stale');
    await zhang.look('stands still refused');
  });

  it('archive, lists and the workbench say it, and lead who may go there to Operations', async () => {
    const auditor = await house.visitor();
    await auditor.enter('auditor');
    await auditor.page.goto(`/customers/${customerId}`);
    await noticeOf(auditor, 2).waitFor();
    await markedIn(auditor, auditor.panel('customers/complaints')).waitFor();
    await auditor.look('stands still archive zh');
    expect(await accessibilityFaults(auditor.page)).toEqual([]);
    await auditor.speak('en');
    await auditor.look('stands still archive');
    await auditor.page.goto('/complaints?list=all&sort=newest');
    await noticeOf(auditor, 2).waitFor();
    await markedIn(auditor, auditor.page.getByRole('row')).first().waitFor();
    await auditor.look('stands still list');
    await auditor.speak('zh');
    await auditor.look('stands still list zh');
    await auditor.page.getByRole('link', { name: auditor.say('ui/parked.operations') }).click();
    await auditor.panel('parked/parked').getByText(complaintId).waitFor();
  });

  it('the board of faults says it once, and marks the card', async () => {
    const clerk = await Clerk.signIn('hotline');
    const place = '停在原处的台区';
    await park('fault_cases_v2', 'faults', await routeFault(clerk, customerId, place));
    const supervisor = await house.visitor();
    await supervisor.enter('supervisor');
    await noticeOf(supervisor, 2).waitFor();
    await supervisor.look('stands still workbench zh');
    await supervisor.page.goto('/faults');
    await noticeOf(supervisor, 1).waitFor();
    expect(await noticeOf(supervisor, 1).count()).toBe(1);
    const card = supervisor.page.getByRole('listitem').filter({ hasText: place });
    await markedIn(supervisor, card).waitFor();
    await supervisor.look('stands still board zh');
  });

  it('a scorecard says it, and the list of them', async () => {
    const { rows } = await database.query<{ id: string }>(
      'SELECT id FROM assessment_v5.scorecards ORDER BY id LIMIT 1',
    );
    await park('assessment_v5', 'scorecards', rows[0]!.id);
    const assessor = await house.visitor();
    await assessor.enter('assessor');
    await assessor.page.goto(`/assessment/scorecards/${rows[0]!.id}`);
    await noticeOf(assessor, 1).waitFor();
    await assessor.look('stands still scorecard zh');
    await assessor.page.goto('/assessment/scorecards');
    await markedIn(assessor, assessor.page.getByRole('row')).first().waitFor();
    await assessor.look('stands still scorecards zh');
  });

  it('comes up to date by itself once what waited was taken in', async () => {
    const zhang = await house.visitor();
    await zhang.enter('metering');
    await zhang.page.goto(`/complaints/${complaintId}`);
    await noticeOf(zhang, 2).waitFor();
    await free('complaint_cases_v2');
    await noticeOf(zhang, 2).waitFor({ state: 'detached' });
    const status = zhang.page.getByRole('main').getByText('已接单', { exact: true });
    await status.first().waitFor();
    await zhang.look('stands still no more zh');
  });
});
