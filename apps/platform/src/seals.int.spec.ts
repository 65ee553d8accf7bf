/** From a complaint at the counter to a case file that a stranger verifies, and to who may not. */
import type { CaseFile, CaseSeal, Seals } from '@taizhang/contracts/views';
import { readZip, recordText, verifyCaseFile } from '@taizhang/seal/offline';
import type { Person } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;
let supervisor: Person;
let auditor: Person;
let complaint: Case;

beforeAll(async () => {
  platform = await TestPlatform.start();
  const unit = await platform.unit('城东处理班');
  supervisor = await platform.hire('lead', unit, 'supervisor');
  auditor = await platform.hire('auditor', unit, 'auditor');
  const customer = await supervisor.does('customers', { name: '王秀英', kind: 'resident' });
  complaint = await Case.lodge(supervisor, { customerId: customer.id });
  await complaint.dispatch(supervisor, unit);
});
afterAll(() => platform?.stop());

const sealOf = async () => (await auditor.get<CaseSeal>(`seals/cases/${complaint.id}`)).body;
const seals = async () => (await auditor.get<Seals>('seals')).body;

it('a case is exported, verified by a stranger, and shown as sealed', async () => {
  const { body } = await auditor.get<CaseFile>(`evidence/cases/${complaint.id}`);
  expect(body.fileName).toBe(`${complaint.id}.zip`);
  const { keys, refusal } = await seals();
  expect([keys.length, refusal]).toEqual([1, null]);
  const files = readZip(Buffer.from(body.zip, 'base64'));
  const verified = await verifyCaseFile(files, keys[0]!.key);
  expect(verified.events.map(({ type }) => type)).toEqual([
    'ComplaintLodged',
    'ComplaintDispatched',
  ]);
  expect(recordText(verified.events[0]!)).toMatch(/statement: "/);
  const page = new TextDecoder().decode(files.get('index.html'));
  expect(page).toMatch(/投诉受理 .*Complaint lodged/);

  const seal = await sealOf();
  expect(seal).toMatchObject({ events: 2, sealed: 2 });
  expect(seal.head!.size).toBeGreaterThan(seal.place!);
});

it('a flipped letter stops the signing, and operators are told that nothing is signed', async () => {
  const { size } = (await seals()).heads[0]!;
  const alter = (from: string, to: string) =>
    platform.database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE ledger.events SET actor = replace(actor, '${from}', '${to}')
        WHERE position = ${size}; COMMIT`);
  await alter('staff', 'stafg');
  const refused = await auditor.get(`evidence/cases/${complaint.id}`);
  expect([refused.status, (refused.body as { code: string }).code]).toEqual([409, 'seal-refused']);
  expect((await seals()).refusal).toMatchObject({ code: 'end-altered' });
  await alter('stafg', 'staff');
  await auditor.get(`evidence/cases/${complaint.id}`);
  expect((await seals()).refusal).toBeNull();
});

it('a head that cannot be read is told, and no page fails for it', async () => {
  const alter = (change: string) =>
    platform.database.pool.query(`UPDATE seal.heads SET text = ${change}`);
  await alter(`'x' || text`);
  expect(await seals()).toMatchObject({ heads: [], refusal: { code: 'false-signature' } });
  for (const path of [`seals/cases/${complaint.id}`, `evidence/cases/${complaint.id}`]) {
    const { status, body } = await auditor.get(path);
    expect([status, (body as { code: string }).code]).toEqual([409, 'seal-refused']);
  }
  await alter('substr(text, 2)');
  expect((await sealOf()).sealed).toBe(2);
});

it('a head that nobody of ours signed is not shown as one', async () => {
  const alter = () =>
    platform.database.pool.query('UPDATE seal.heads SET signature = reverse(signature)');
  await alter();
  expect(await seals()).toMatchObject({ heads: [], refusal: { code: 'false-signature' } });
  expect((await auditor.get(`seals/cases/${complaint.id}`)).status).toBe(409);
  await alter();
  expect((await seals()).heads).not.toHaveLength(0);
});

it('tables of the seals that somebody altered are told, and no page fails for it', async () => {
  const alter = (change: string) => platform.database.pool.query(`ALTER TABLE seal.${change}`);
  for (const [change, back] of [
    ['state RENAME size TO larger', 'state RENAME larger TO size'],
    ['heads RENAME text TO words', 'heads RENAME words TO text'],
  ]) {
    await alter(change!);
    expect((await auditor.get(`evidence/cases/${complaint.id}`)).status).toBe(409);
    expect(await seals()).toMatchObject({ heads: [], refusal: { code: 'tables-altered' } });
    await alter(back!);
    expect((await auditor.get(`evidence/cases/${complaint.id}`)).status).toBe(200);
  }
  await platform.database.pool.query(`UPDATE seal.state SET refusal = '{"sentence":5}'`);
  expect(await seals()).toMatchObject({ refusal: null });
});

it('a case whose events are gone is not one that never was', async () => {
  const customer = await supervisor.does('customers', { name: '李明', kind: 'resident' });
  const lost = await Case.lodge(supervisor, { customerId: customer.id });
  await auditor.get(`evidence/cases/${lost.id}`);
  const { status } = await auditor.get(
    'evidence/cases/complaint-00000000-0000-4000-8000-000000000000',
  );
  expect(status).toBe(404);
  await platform.database.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     DELETE FROM ledger.events WHERE stream = '${lost.id}'; COMMIT`,
  );
  expect((await auditor.get(`evidence/cases/${lost.id}`)).status).toBe(409);
});
