/** What clients tell: everyday matters that cross every context and start every process. */
import { Matter, type Scene } from './scene';

/** An everyday matter from beginning to end, told by one client. */
export type Story = (scene: Scene) => Promise<void>;

const names = ['王秀英', '李建国', '陈桂兰', '周敏', '赵德海'];

type Customer = Readonly<{ id: string; accountNumber: string; supplyPointId: string }>;

async function customer(scene: Scene): Promise<Customer> {
  const { lin } = scene.people;
  const word = scene.tag.replace(/\W/g, '');
  const name = `${names[scene.tag.length % names.length]}${word}`;
  const body = { name, kind: 'resident', phones: ['13900002222'], address: '和平路1号' };
  const registered = await scene.tells(lin, 'customer', { path: 'customers', body });
  const id = String(registered.body['id']);
  lin.journal.customers.push({ id, name, word });
  const accountNumber = word.toUpperCase().padStart(12, '0').slice(-12);
  const place = { meterNumber: `M${accountNumber}`, address: '和平路1号', area: 'urban' };
  const connected = await scene.tells(lin, 'supply', {
    path: `customers/${id}/supply-points`,
    body: { accountNumber, ...place },
    revision: Number(registered.body['revision']),
  });
  return { id, accountNumber, supplyPointId: String(connected.body['supplyPointId']) };
}

async function contact(scene: Scene, customerId: string, type: string) {
  const classification = { type, topic: 'bill', summary: '电费多了一倍' };
  const body = { channel: 'hotline', customerId, classification };
  const { lin } = scene.people;
  const opened = await scene.tells(lin, `contact-${type}`, { path: 'contacts', body });
  return { id: String(opened.body['id']), revision: Number(opened.body['revision']) };
}

/** A contact of a customer, routed: answers the case that a process will open. */
async function routed(scene: Scene, customerId: string, type: string, routing: object) {
  const { id, revision } = await contact(scene, customerId, type);
  const path = `contacts/${id}/routing`;
  const body = { statement: '电费多了一倍', ...routing };
  const answer = await scene.tells(scene.people.lin, 'routing', { path, body, revision });
  return String(answer.body['caseId']);
}

async function urging(scene: Scene, customerId: string, caseId: string): Promise<void> {
  const { id, revision } = await contact(scene, customerId, 'urge');
  const sent = { path: `contacts/${id}/urging`, body: { caseId, statement: '还要多久' }, revision };
  await scene.tells(scene.people.lin, 'urging', sent, ['contact-case-not-open']);
}

/** Who is not content gets the case back; at night nobody is called. */
async function callBack(scene: Scene, caseId: string): Promise<void> {
  const { items } = await scene.arriving(
    `callbacks?list=due&caseId=${caseId}`,
    (body) => (body['items'] as unknown[]).length > 0,
  );
  const [due] = items as { id: string; revision: number }[];
  const callback = new Matter(scene, 'callbacks', due!.id, due!.revision);
  const body = { score: scene.chance(0.5, 'score') ? 1 : 5, comment: '' };
  await callback.step(scene.people.wu, 'score', body, ['callback-quiet-hours']);
}

const complaint: Story = async (scene) => {
  const { lin, unitId } = scene.people;
  const { id: customerId } = await customer(scene);
  const routing = { category: 'business.tariff', remedySought: '退费' };
  const caseId = await routed(scene, customerId, 'complaint', routing);
  const matter = await Matter.arriving(scene, 'complaints', caseId);
  await matter.step(lin, 'dispatch', { toUnitId: unitId });
  if (scene.chance(0.5, 'urges')) await urging(scene, customerId, caseId);
  await matter.steps(lin, [
    ['acceptance', {}],
    ['customer-contact', { means: 'phone', note: '已联系客户' }],
    ['investigation', { cause: 'people', findings: '抄表差错' }],
    ['adjudication', { verdict: 'proven', reasons: '记录有误' }],
    ['remedies', { remedy: 'apology', note: '上门致歉' }],
    ['reply', { reply: '多计电费已退回。' }],
    ['closure', { satisfaction: 4 }],
  ]);
  if (scene.chance(0.5, 'calls')) await callBack(scene, caseId);
};

const repair = [
  ['departure', {}],
  ['arrival', {}],
  ['cause', { cause: 'equipment', findings: '接头烧断' }],
  ['restoration', { result: '已更换' }],
  ['verification', { means: 'on-site' }],
  ['closure', {}],
] as const;

const fault: Story = async (scene) => {
  const { lin, unitId } = scene.people;
  const { id: customerId, supplyPointId } = await customer(scene);
  const routing = { to: 'faults', category: 'low-voltage', supplyPointId };
  const caseId = await routed(scene, customerId, 'fault', routing);
  const matter = await Matter.arriving(scene, 'faults', caseId);
  await matter.step(lin, 'dispatch', { toUnitId: unitId });
  await matter.steps(lin, repair);
  if (scene.chance(0.5, 'calls')) await callBack(scene, caseId);
};

/** Reports linked to an outage come back with it, whichever was recorded first. */
const outage: Story = async (scene) => {
  const { wu } = scene.people;
  const [startsAt, endsAt] = [0, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
  const body = { kind: 'fault', area: 'urban', place: '城东片', startsAt, endsAt };
  const announced = await scene.tells(wu, 'outage', { path: 'outages', body });
  const outageId = String(announced.body['id']);
  const { id: customerId, supplyPointId } = await customer(scene);
  const routing = { to: 'faults', category: 'low-voltage', supplyPointId, outageId };
  const caseId = await routed(scene, customerId, 'fault', routing);
  if (scene.chance(0.5, 'waits')) await scene.arriving(`faults/${caseId}`);
  await restoreOutage(scene, outageId, Number(announced.body['revision']));
  await scene.arriving(`faults/${caseId}`, ({ status }) => status === 'restored');
};

/** Told on the revision before or after the report was linked, whichever it meets. */
async function restoreOutage(scene: Scene, outageId: string, announced: number): Promise<void> {
  for (let revision = announced; ; revision++) {
    const sent = { path: `outages/${outageId}/restoration`, body: {}, revision };
    const answer = await scene.tells(scene.people.wu, `restore-${revision}`, sent, [
      'revision-stale',
    ]);
    if (answer.status < 300) return;
  }
}

const inquiry: Story = async (scene) => {
  const { lin, wu } = scene.people;
  const { id: customerId, supplyPointId } = await customer(scene);
  const routing = { to: 'billing-inquiries', category: 'disputed-meter', supplyPointId };
  const caseId = await routed(scene, customerId, 'inquiry', routing);
  const matter = await Matter.arriving(scene, 'inquiries', caseId);
  await matter.steps(lin, [
    ['verification', { supplyPointId }],
    ['kind', { kind: 'disputed-meter' }],
    ['investigation', {}],
    ['meter-test', {}],
    ['meter-test/result', { errorRate: 385, certificate: 'JD-118' }],
    ['finding', { finding: 'out-of-tolerance', explanation: '偏快 3.85 %' }],
    ['adjustment', { figures }],
  ]);
  await matter.step(wu, 'adjustment/approval', {});
  await matter.steps(lin, [
    ['adjustment/posting', {}],
    ['reply', { reply: '已退 12.42 元。' }],
    ['closure', {}],
  ]);
};

const figures = {
  ...{ basis: 'out-of-tolerance', errorRate: 385 },
  ...{ billedWh: 1_200_000, fenPerMWh: 55_830 },
};

const dayMs = 86_400_000;

/** Cut off, paid ten days ago, never reconnected: promises that ran out before they were known. */
const darkness: Story = async (scene) => {
  const place = await customer(scene);
  const at = (hour: number) => new Date(Date.now() - 10 * dayMs + hour * 3_600_000);
  const balance = (balanceFen: number) => ({
    type: 'PrepaidBalanceReported',
    data: { balanceFen },
  });
  const cut = { type: 'SupplyCut', data: { cause: 'prepaid-balance' } };
  await scene.fact(place, { id: 'overdrawn', at: at(0), ...balance(-320) });
  await scene.fact(place, { id: 'cut', at: at(1), ...cut });
  await scene.fact(place, { id: 'paid', at: at(2), ...balance(5_000) });
  if (scene.chance(0.3, 'reconnects')) {
    await scene.fact(place, { id: 'reconnected', at: at(200), type: 'SupplyReconnected' });
    // Although there was a balance: a mistake, which starts a fault and a complaint.
    await scene.fact(place, { id: 'cut-again', at: at(201), ...cut });
  }
};

/** What is answered at once, or promised a reply, in a few commands. */
const talk: Story = async (scene) => {
  await talked(scene);
};

/** Wants to be forgotten afterwards, and is. */
const leaving: Story = async (scene) => {
  const { lin } = scene.people;
  const id = await talked(scene);
  // From here on nobody can say whether the name is still there, until it is not.
  const one = lin.journal.leaves(id);
  const body = { ground: 'consent-withdrawn', requestedBy: 'person', reference: 'GR-2026-47' };
  const path = `privacy/persons/${id}`;
  const revision = Number((await lin.get(path)).body['revision']);
  await scene.tells(lin, 'erasure', { path: `${path}/erasure`, body, revision });
  await scene.arriving(`${path}/receipt`, ({ completedAt }) => completedAt !== null);
  lin.journal.erased.push(one);
};

async function talked(scene: Scene): Promise<string> {
  const { lin } = scene.people;
  const { id: customerId } = await customer(scene);
  const asked = await contact(scene, customerId, 'inquiry');
  const answer = { path: `contacts/${asked.id}/answer`, body: { answer: '营业厅可缴费。' } };
  await scene.tells(lin, 'answer', { ...answer, revision: asked.revision });
  const suggested = await contact(scene, customerId, 'suggestion');
  const path = `contacts/${suggested.id}`;
  const promise = { path: `${path}/promised-reply`, body: {}, revision: suggested.revision };
  const promised = await scene.tells(lin, 'promise', promise);
  const reply = { path: `${path}/reply`, body: { reply: '已采纳' } };
  await scene.tells(lin, 'reply', { ...reply, revision: Number(promised.body['revision']) });
  return customerId;
}

/** As often as they are told. */
export const stories: readonly Story[] = [
  ...[complaint, complaint, fault, fault, inquiry, darkness, darkness, outage, talk, leaving],
];
