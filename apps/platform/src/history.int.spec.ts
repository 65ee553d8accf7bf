/** The past over HTTP: what changed through whom, why, and for whose eyes. */
import type { HistoryAsOf, HistoryDifference, Trail } from '@taizhang/contracts/views';
import { Person, until } from './api.fixtures';
import { TestPlatform } from './platform.fixtures';
import { isDeepStrictEqual } from 'node:util';

describe('A history', () => {
  let platform: TestPlatform;
  const people = {} as Record<'agent' | 'handler' | 'billing' | 'crew' | 'auditor', Person>;
  let customerId: string;
  let complaintId: string;
  let contactId: string;
  const instants = { before: '', registered: '', routed: '' };

  beforeAll(async () => {
    platform = await TestPlatform.start({ at: '2026-03-02T01:00:00.000Z' });
    const hall = await platform.unit('城东营业厅', 'hall');
    for (const role of ['agent', 'handler', 'billing', 'crew', 'auditor'] as const) {
      people[role] = await platform.hire(role, hall, role);
    }
    const { agent } = people;
    instants.before = platform.clock.now();
    platform.clock.set('2026-03-02T02:00:00.000Z');
    const named = { name: '李小明', phones: ['13900004444'], address: '胜利路1号' };
    const customer = await agent.does('customers', { ...named, kind: 'resident' });
    customerId = customer.id;
    platform.clock.set('2026-03-02T02:30:00.000Z');
    instants.registered = platform.clock.now();
    platform.clock.set('2026-03-02T03:00:00.000Z');
    const classification = { type: 'complaint', topic: 'meter', summary: '电费翻倍' };
    const contact = await agent.does('contacts', {
      ...{ channel: 'hotline', customerId, classification },
    });
    contactId = contact.id;
    const routing = {
      category: 'business.metering',
      statement: '电费翻倍，要求核查。',
      remedySought: '',
    };
    const path = `contacts/${contactId}/routing`;
    const routed = await agent.does(path, routing, { ifMatch: contact.revision });
    complaintId = (routed as unknown as { caseId: string }).caseId;
    await until(
      async () => (await agent.get(`complaints/${complaintId}`)).status,
      (status) => status === 200,
    );
    instants.routed = platform.clock.now();
    platform.clock.set('2026-03-02T04:00:00.000Z');
    const corrected = { ...named, name: '李晓明' };
    await agent.does(`customers/${customerId}/details`, corrected, { ifMatch: 0 });
  });
  afterAll(() => platform?.stop());

  const asked = async <Body>(path: string, person = people.auditor) =>
    (await person.get<Body>(`history/${path}`)).body;

  it('shows an archive with what belonged to it then, and nothing before it began', async () => {
    const at = async (instant: string) => {
      const { state } = await asked<HistoryAsOf>(`${customerId}/as-of?at=${instant}`);
      const { customer, contacts, complaints } = state as never as Record<string, never[]> & {
        customer: { name: string; complaints: number };
      };
      return [customer.name, customer.complaints, contacts!.length, complaints!.length];
    };
    expect(await at(instants.registered)).toEqual(['李小明', 0, 0, 0]);
    expect(await at(instants.routed)).toEqual(['李小明', 1, 1, 1]);
    const early = await people.auditor.get(`history/${customerId}/as-of?at=${instants.before}`);
    expect([early.status, early.body['code']]).toEqual([404, 'not-yet-known']);
  });

  it('as of now is the archive that is served', async () => {
    // That the dispatch was missed is told a moment after the clock was put on.
    const { cost } = await until(
      async () => {
        const served = (await people.auditor.get(`customers/${customerId}`)).body;
        return { served, ...(await asked<HistoryAsOf>(`${customerId}/as-of`)) };
      },
      ({ served, state }) => isDeepStrictEqual(served, state),
    );
    expect(cost).toMatchObject({ streams: 3, streamsLeftOut: 0 });
  });

  it('tells which fields changed, through which event and whom', async () => {
    const found = await asked<HistoryDifference>(
      `${customerId}/difference?from=${instants.registered}`,
    );
    const names = found.parts.map(({ kind, became }) => [kind, became]);
    expect(names).toEqual([
      ['customer', 'changed'],
      ['contact', 'appeared'],
      ['complaint', 'appeared'],
    ]);
    const name = found.parts[0]!.changes.find(({ field }) => field === 'name')!;
    expect(name).toMatchObject({ before: '李小明', after: '李晓明' });
    expect(name.through).toMatchObject({
      type: 'CustomerDetailsCorrected',
      by: (await people.agent.get('auth/me')).body['staffId'],
    });
  });

  it('is a trail of causes and effects across contexts', async () => {
    const { items } = await asked<Trail>(`${complaintId}/trail`);
    const lodged = items.find(({ type }) => type === 'ComplaintLodged')!;
    expect(lodged.cause).toMatchObject({ stream: contactId, type: 'ContactRouted' });
    expect(lodged.fields).toContain('statement');
    const contact = await asked<Trail>(`${contactId}/trail`);
    const routed = contact.items.find(({ type }) => type === 'ContactRouted')!;
    expect(routed.effects.map(({ type }) => type)).toContain('ComplaintLodged');
  });

  it('is for those alone who may see the thing itself', async () => {
    const status = async (person: Person, id: string) =>
      (await person.get(`history/${id}/as-of`)).status;
    expect(await status(people.handler, complaintId)).toBe(200);
    expect(await status(people.billing, customerId)).toBe(200);
    expect(await status(people.agent, complaintId)).toBe(403);
    expect(await status(people.crew, complaintId)).toBe(403);
    // Whoever sees but their own scorecard replays none, also not to learn whether there is one.
    expect(await status(people.handler, 'scorecard-7kx2')).toBe(403);
    expect(await status(people.auditor, 'scorecard-7kx2')).toBe(404);
  });
});
