/** Assessment end to end over HTTP: callback, rating by link, spot check, scorecard. */
import type { Callback, PromiseKeeping, Scorecard, SpotCheck } from '@taizhang/contracts/views';
import { Person, until } from './api.fixtures';
import { Case } from './complaint-steps.fixtures';
import { TestPlatform } from './platform.fixtures';

let platform: TestPlatform;
let agent: Person;
let handler: Person;
let assessor: Person;
let supervisor: Person;
let handlerId: string;
let unitId: string;
let complaintId: string;

/** A Monday morning in Shanghai. */
const monday = '2026-03-02T02:30:00.000Z';

beforeAll(async () => {
  platform = await TestPlatform.start({ at: monday });
  unitId = await platform.unit('投诉处理班');
  agent = await platform.hire('agent', unitId, 'agent');
  handler = await platform.hire('handler', unitId, 'handler');
  assessor = await platform.hire('assessor', unitId, 'assessor');
  supervisor = await platform.hire('supervisor', unitId, 'supervisor');
  handlerId = String((await handler.get('auth/me')).body['staffId']);
  complaintId = await closedComplaint();
}, 60_000);
afterAll(() => platform?.stop());

async function closedComplaint(): Promise<string> {
  const { id: customerId } = await agent.does('customers', {
    ...{ name: '周兰', kind: 'resident', phones: ['13800000001'], address: '东街 1 号' },
  });
  const told = await Case.lodge(handler, { customerId });
  await told.dispatch(supervisor, unitId);
  await told.handle(handler, 'closure');
  return told.id;
}

/** Tokens do not last the night. */
async function everybodyAt(time: string): Promise<void> {
  platform.clock.stand(time);
  [agent, handler, assessor, supervisor] = (await Promise.all(
    ['agent', 'handler', 'assessor', 'supervisor'].map((name) => platform.signIn(name)),
  )) as [Person, Person, Person, Person];
}

const callbacksDue = async () =>
  (await assessor.get<{ items: Callback[] }>('callbacks')).body.items.filter(
    ({ caseId }) => caseId === complaintId,
  );

describe('A callback', () => {
  it('is due after closing, and again two weeks after a recovery', async () => {
    const due = await until(callbacksDue, (items) => items.length === 2);
    expect(due.map(({ kind, handlerId: by, attemptsMax }) => [kind, by, attemptsMax])).toEqual([
      ['satisfaction', handlerId, 3],
      ['recovery', handlerId, 3],
    ]);
    expect(due[0]!.dueAt).toBe('2026-03-03T16:00:00.000Z');
    expect(due[1]!.dueAt).toBe('2026-03-16T16:00:00.000Z');
  });

  it('is refused at night with a sentence, and recorded by day', async () => {
    const [first] = await callbacksDue();
    const path = `callbacks/${first!.id}`;
    await everybodyAt('2026-03-02T13:30:00.000Z');
    const body = { outcome: 'no-answer', note: '' };
    const asked = { key: 'night', ifMatch: first!.revision };
    const refused = await assessor.post(`${path}/attempts`, body, asked);
    expect(refused.body).toMatchObject({ code: 'callback-quiet-hours', status: 409 });
    expect(String(refused.body['detail'])).toContain('quiet hours');

    await everybodyAt('2026-03-03T03:00:00.000Z');
    const tried = await assessor.does(`${path}/attempts`, body, { ifMatch: first!.revision });
    const score = { score: 2, comment: '还是没有说清楚' };
    const scored = await assessor.does(`${path}/score`, score, { ifMatch: tried.revision });
    const { body: shown } = await assessor.get(path, { waitFor: scored.position });
    expect(shown).toMatchObject({ status: 'scored', score: 2, dissatisfied: true, attempts: 1 });
    const again = await assessor.post(`${path}/score`, score, {
      key: 'x',
      ifMatch: scored.revision,
    });
    expect(again.body['code']).toBe('callback-done');
  });

  it('is nobody’s to see or make without the permission', async () => {
    expect((await handler.get('callbacks')).status).toBe(403);
    const ratings = await agent.get<{ items: { score: number }[] }>(
      `ratings?caseId=${complaintId}`,
    );
    expect(ratings.body.items.map(({ score }) => score)).toEqual([2]);
  });
});

describe('A rating by link', () => {
  const visitor = () => new Person(platform.url, '');
  let token: string;

  it('is made by staff, the same under the same key', async () => {
    const path = `cases/${complaintId}/rating-link`;
    const first = await handler.post(path, {}, { key: 'link' });
    expect(first.status).toBe(201);
    token = String(first.body['token']);
    const second = await handler.post(path, {}, { key: 'link' });
    expect(second.body).toEqual(first.body);
    expect(first.body['path']).toBe(`/rate/${token}`);
    expect(token.split('.')[0]).toBe(complaintId);
    expect(token.length).toBeLessThan(70);
  });

  it('shows a customer no more than they may see', async () => {
    const { status, body } = await visitor().get(`public/ratings/${token}`);
    expect([status, body]).toEqual([
      200,
      { kind: 'complaint', closedOn: '2026-03-02', score: null },
    ]);
  });

  it('is given once; sent again it is the same, with another score it is refused', async () => {
    const path = `public/ratings/${token}`;
    const first = await visitor().post(path, { score: 5 });
    expect(first.body).toMatchObject({ score: 5 });
    expect((await visitor().post(path, { score: 5 })).status).toBe(200);
    const other = await visitor().post(path, { score: 1 });
    expect([other.status, other.body['code']]).toEqual([409, 'case-already-rated']);
    expect((await visitor().get(path)).body['score']).toBe(5);
  });

  it('opens nothing when it is forged, cut short or too old', async () => {
    const forged = `${token.slice(0, -4)}AAAA`;
    const codeOf = async (with_: string) =>
      (await visitor().get(`public/ratings/${with_}`)).body['code'];
    expect(await codeOf(forged)).toBe('rating-link-invalid');
    expect(await codeOf(token.slice(0, 20))).toBe('rating-link-invalid');
    expect(await codeOf(token.replace('complaint-', 'fault-'))).toBe('rating-link-invalid');
    platform.clock.stand('2026-04-03T02:00:00.000Z');
    const late = await codeOf(token);
    // At once: while it is April, clocks run out that nobody missed in March.
    platform.clock.stand('2026-03-03T03:30:00.000Z');
    expect(late).toBe('rating-link-expired');
  });

  it('is not knocked at for ever', async () => {
    const answers = await Promise.all(
      Array.from({ length: 80 }, () => visitor().get('public/ratings/none')),
    );
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([404, 429]));
  });
});

describe('Spot check and scorecard', () => {
  let cardId: string;
  let revision: number;
  const act = async (who: Person, path: string, body: object = {}) => {
    const done = await who.does(`scorecards/${cardId}/${path}`, body, { ifMatch: revision });
    revision = done.revision;
    return done;
  };
  const card = async (who: Person) => (await who.get<Scorecard>(`scorecards/${cardId}`)).body;

  it('draws, scores and completes a spot check', async () => {
    await everybodyAt('2026-03-03T04:00:00.000Z');
    const asked = { from: '2026-03-01', to: '2026-03-31', size: 5, stratified: true };
    const drawn = await assessor.does('spot-checks', asked);
    const read = async () => (await assessor.get<SpotCheck>(`spot-checks/${drawn.id}`)).body;
    const check = await until(read, ({ items }) => items !== undefined);
    expect(check.items.map(({ caseId }) => caseId)).toEqual([complaintId]);
    const points = check.checklist.items.map(({ key, max }) => ({ item: key, points: max - 1 }));
    const body = { caseId: complaintId, points, findings: '记录完整' };
    const path = `spot-checks/${drawn.id}/scores`;
    await assessor.does(path, body, { ifMatch: drawn.revision });
    await until(read, ({ status }) => status === 'completed');
    expect((await read()).sum).toBe(94);
  });

  it('goes from evidence to final, with an objection in between', async () => {
    const days = { from: '2026-03-01', to: '2026-03-31' };
    const period = await assessor.does('assessment-periods', { name: '三月', ...days });
    const opened = await assessor.does('scorecards', {
      ...{ periodId: period.id, staffId: handlerId, unitId },
    });
    ({ id: cardId, revision } = opened);
    await act(assessor, 'evidence');
    const scored = await act(assessor, 'score', {
      marks: [{ indicator: 'teamwork', value: 90 }],
    });
    await assessor.get('scorecards', { waitFor: scored.position });
    // Two ratings, one spot check, two promises: each sample is too small but the mark.
    const before = await card(assessor);
    expect(before.evidence).toEqual([
      { measure: 'spot-check', sum: 94, count: 1 },
      { measure: 'satisfaction', sum: 7, count: 2 },
      { measure: 'promises', sum: 2, count: 2 },
    ]);
    expect(before.totalHundredths).toBe(9000);
    expect((await handler.get(`scorecards/${cardId}`)).status).toBe(404);

    const own = await assessor.post(
      `scorecards/${cardId}/publication`,
      {},
      { key: 'p', ifMatch: revision },
    );
    expect(own.body['code']).toBe('not-permitted');
    const published = await act(supervisor, 'publication');
    await handler.get('scorecards', { waitFor: published.position });
    expect((await card(handler)).objectUntil).toBe('2026-03-06T16:00:00.000Z');

    await act(handler, 'objection', { reason: '样本只有一件' });
    const corrections = [{ indicator: 'ability', value: 94 }];
    const reviewed = await act(supervisor, 'review', {
      ...{ outcome: 'corrected', corrections, reason: '计入抽查得分' },
    });
    await handler.get('scorecards', { waitFor: reviewed.position });
    expect(await card(handler)).toMatchObject({
      ...{ status: 'final', reviewOutcome: 'corrected', totalHundredths: 9311 },
    });
    expect((await agent.get(`scorecards/${cardId}`)).status).toBe(404);
  });

  it('shows which promises were kept, and the cases behind', async () => {
    const query = 'from=2026-03-01&to=2026-03-31';
    const { body } = await assessor.get<{ items: PromiseKeeping[] }>(`promises?${query}`);
    const of = (name: string) => body.items.find(({ promise }) => promise === name);
    // Kept once; the customer was dissatisfied, so it was promised again.
    expect(of('complaint-reply')).toMatchObject({ made: 2, kept: 1, missed: 0 });
    expect(of('complaint-callback')).toMatchObject({ made: 1, kept: 1 });
    expect(of('recovery-follow-up')).toMatchObject({ made: 1, running: 1 });
    const path = `promises/entries?${query}&promise=complaint-reply`;
    const entries = await assessor.get<{ items: { stream: string }[] }>(path);
    expect(new Set(entries.body.items.map(({ stream }) => stream))).toEqual(new Set([complaintId]));
  });
});
