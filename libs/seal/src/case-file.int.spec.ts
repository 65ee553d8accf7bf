/** From a real ledger to a folder that plain Node verifies, without anything of ours. */
import { eventOf } from '@taizhang/event-log/compliance';
import { defineEvent, personal, systemClock } from '@taizhang/kernel';
import { verifyCaseFile } from '@taizhang/seal/offline';
import { Vault, guardLog, migrateVault } from '@taizhang/vault';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { words } from './case-file.fixtures';
import { NoSuchCase, caseFile } from './case-file';
import { openSeals, type Seals } from './open-seals';
import { SealedLog } from './seal.fixtures';
import { zipOf } from './zip';

const catalogue = {
  Told: defineEvent({
    meaning: 'Somebody tells something.',
    version: 1,
    person: ['customerId'],
    data: z.object({ customerId: z.string(), topic: z.string(), statement: personal(z.string()) }),
  }),
};

let ledger: SealedLog;
let seals: Seals;
let vault: Vault;
beforeAll(async () => {
  ledger = await SealedLog.open();
  await migrateVault(ledger.database.pool);
  vault = await Vault.open(ledger.database.pool, randomBytes(32));
  const { dataDir, stored } = ledger;
  seals = await openSeals({ stored, dataDir, pool: ledger.database.pool, clock: systemClock });
  const log = guardLog(ledger.log, vault, catalogue);
  for (let index = 0; index < 40; index++) {
    const data = { customerId: 'customer-1', topic: 'outage', statement: `第${index}次停电` };
    const told = eventOf({ type: 'Told', data });
    await log.append(`complaint-${index % 5}`, [told], { expected: 'any' });
    if (index % 12 === 11) await seals.sealer.seal();
    if (index === 20) await seals.sealer.rotateKey();
  }
});
afterAll(() => ledger.close());

const options = () => ({ seals, log: ledger.log, vault, clock: systemClock, words });
const programs = promisify(execFile);

async function verify(place: string, ...more: string[]) {
  const program = join(ledger.dataDir, 'case/verify.mjs');
  const args = [program, place, ...more];
  return programs(process.execPath, args).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  ) as Promise<{ code: number; stdout: string; stderr: string }>;
}

it('exports a case that verifies, shows it, and names what was altered', async () => {
  const files = await caseFile(['complaint-1', 'complaint-3'], options());
  const folder = join(ledger.dataDir, 'case');
  mkdirSync(folder);
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(ledger.dataDir, 'case.zip'), zipOf(files));
  const { publicKeys } = await seals.verify();
  expect(publicKeys).toHaveLength(2);

  const shown = await verify(folder, '--key', publicKeys[1]!, '--show');
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/ACCEPTED\. 16 records of complaint-1/);
  expect(shown.stdout).toContain('statement: "第38次停电"');
  expect(await verify(join(ledger.dataDir, 'case.zip'), '--key', publicKeys[0]!)).toMatchObject({
    code: 0,
  });
  expect((await verify(folder)).code).toBe(3);
  expect((await verify(folder, '--key', 'x')).code).toBe(2);
  expect((await verify(join(folder, 'none'))).code).toBe(2);

  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(page).toContain('第38次停电');
  expect(page).not.toContain('第39次停电');

  const text = readFileSync(join(folder, 'events.json'), 'utf8');
  writeFileSync(join(folder, 'events.json'), text.replace('outage', 'outagf'));
  const forged = await verify(folder, '--key', publicKeys[0]!);
  expect(forged.code).toBe(1);
  expect(forged.stderr).toMatch(/DOES NOT FIT: event 1 of the file \(complaint-1 revision 0, pl/);
});

it('opens single events and nothing else of the person, and nothing once erased', async () => {
  const read = async () => {
    const files = await caseFile(['complaint-2'], options());
    const { bytes } = files.find(({ name }) => name === 'events.json')!;
    return JSON.parse(bytes.toString()).events as { key: string | null }[];
  };
  const before = await read();
  expect(new Set(before.map(({ key }) => key)).size).toBe(8);
  const person = (await vault.keysOf(['customer-1'])).get('customer-1')!.toString('hex');
  expect(JSON.stringify(before)).not.toContain(person);
  const erased = { keysOf: async () => new Map<string, Buffer>() };
  const files = await caseFile(['complaint-2'], { ...options(), vault: erased });
  expect(files.map(({ bytes }) => bytes.toString()).join()).not.toMatch(/次停电/);
});

it('of a case that there is not', async () => {
  await expect(caseFile(['complaint-9'], options())).rejects.toThrow(NoSuchCase);
});

it('is exported where only what finds its events by their positions was altered', async () => {
  const move = (by: number) => `UPDATE seal.places SET first_position = first_position + ${by}`;
  await ledger.tamper(move(30));
  const files = await caseFile(['complaint-3', 'complaint-4'], options());
  const verified = await verifyCaseFile(new Map(files.map(({ name, bytes }) => [name, bytes])));
  expect(verified.events).toHaveLength(16);
  await ledger.tamper(move(-30));
});

describe('Nothing is stated of a case that', () => {
  const refused = async (sentence: RegExp, ...statements: string[]) => {
    await ledger.tamper(...statements);
    await expect(caseFile(['complaint-3', 'complaint-4'], options())).rejects.toThrow(sentence);
  };

  it('was altered, or has lost an event, or got one', async () => {
    const change = (from: string, to: string) =>
      `UPDATE ledger.events SET actor = '${to}' WHERE actor = '${from}' AND position = 19`;
    await refused(/^The event at place 18 is not what was sealed there/, change('staff-1', 'x'));
    await ledger.tamper(change('x', 'staff-1'));
    const add = `INSERT INTO ledger.events SELECT 0, stream, 8, gen_random_uuid(), type, version,
      occurred_at, recorded_at, actor, context, data FROM ledger.events WHERE position = 19`;
    await refused(/^Revision 8 of complaint-3 was never sealed/, add);
    const drop = 'DELETE FROM ledger.events WHERE position IN (0, 19)';
    await refused(/^The event at place 18 is not what was sealed there/, drop);
  });
});
