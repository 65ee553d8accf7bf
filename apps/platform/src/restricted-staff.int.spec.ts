/** Members of staff may be restricted as customers may: others see blanks then. */
import type { Scorecard, StaffMember } from '@taizhang/contracts/views';
import { derivedId, systemClock, type Proposed } from '@taizhang/kernel';
import { openLedger } from '@taizhang/platform/ledger';
import type { Person } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';

jest.setTimeout(120_000);

const objection = '上官若石不认可这个分数';
const scorecardId = 'scorecard-restricted1';

let platform: TestPlatform;
let [assessor, officer, auditor, former]: Person[] = [];
let staffId: string;

beforeAll(async () => {
  platform = await TestPlatform.start({ at: '2026-03-03T02:00:00.000Z' });
  const unitId = await platform.unit('城关供电所');
  assessor = await platform.hire('assessor', unitId, 'assessor');
  officer = await platform.hire('officer', unitId, 'privacy-officer');
  auditor = await platform.hire('auditor', unitId, 'auditor');
  former = await platform.hire('shangguan', unitId, 'agent');
  ({ staffId } = (await former.get<{ staffId: string }>('auth/me')).body);
});
afterAll(() => platform?.stop());

async function record(type: string, data: object): Promise<string> {
  const ledger = await openLedger({ pool: platform.database.pool, dataDir: platform.dataDir });
  const commandId = derivedId('test', type);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const event = {
    ...{ id: derivedId(commandId, '0'), type, version: 1, by: staffId },
    ...{ at: '2026-03-03T03:00:00.000Z', context: { ...ids, channel: 'test', unit: null } },
    data: { scorecardId, periodId: 'assessment-period-1', staffId, unitId: null, ...data },
  } as unknown as Proposed;
  const log = ledger.log(systemClock);
  const { position } = await log.append(scorecardId, [event], { expected: 'any' });
  await ledger.close();
  return String(position);
}

/** Their name, and what they objected, as a list and two pages show it. */
async function shownTo(person: Person, waitFor: string) {
  const { items } = (await person.get<{ items: StaffMember[] }>('staff', { waitFor })).body;
  const card = await person.get<Scorecard>(`scorecards/${scorecardId}`);
  const past = await person.get(`history/${scorecardId}/as-of?basis=recorded`);
  return {
    name: items.find(({ id }) => id === staffId)!.name,
    objected: card.body.objection,
    inThePast: JSON.stringify(past.body).includes(objection),
  };
}

it('is blank to others, by name and in words, and not to whoever answers for it', async () => {
  const everything = { name: 'shangguan', objected: objection, inThePast: true };
  await record('ScorecardOpened', {});
  const told = await record('ScorecardObjected', { reason: objection });
  expect(await shownTo(assessor!, told)).toEqual(everything);
  const state = await officer!.get(`privacy/persons/${staffId}`);
  const { position } = await officer!.does(
    `privacy/persons/${staffId}/restriction`,
    { ground: 'contested', keepUntil: null, reference: 'GR-2026-61' },
    { ifMatch: Number(state.body['revision']) },
  );
  expect(await shownTo(assessor!, position)).toEqual({ name: '', objected: '', inThePast: false });
  expect(await shownTo(auditor!, position)).toEqual(everything);
  // To themselves they are who they are.
  const { items } = (await former!.get<{ items: StaffMember[] }>('staff')).body;
  expect(items.find(({ id }) => id === staffId)!.name).toBe('shangguan');
});
