import type { ActorId } from '@taizhang/kernel';
import { callbackStory } from './callback-story';
import { findings, notes, replies } from './phrases.data';
import type { Colleague, Step, Story, World } from './world';

const hours = 60;

/** What the contact that it came from said. */
type Told = Readonly<{
  caseId: string;
  customerId: string | null;
  contactId: string;
  ownerId: ActorId;
  channel: string;
  statement: string;
  remedySought: string;
}>;

/** The whole life of a complaint, now and then with a return, a missed promise, a reopening. */
export function complaintStory(world: World, told: Told): Story {
  return { stream: told.caseId, steps: steps(world, told) };
}

const promisesOf = (world: World) => [
  world.promise('complaint-contact', 24),
  world.promise('complaint-internal-reply', 96),
  world.promise('complaint-reply', 120),
  world.promise('complaint-hard-stop', 720),
];

function* steps(world: World, told: Told): Generator<Step, void> {
  const { dice } = world;
  const { caseId: complaintId, customerId, contactId, channel, statement, remedySought } = told;
  const opener = { by: told.ownerId, unit: null };
  yield {
    after: 0.1,
    type: 'ComplaintLodged',
    ...opener,
    channel: 'exchange',
    data: {
      ...{ complaintId, customerId, contactId, channel, statement, remedySought },
      ...{ category: 'business.tariff', severity: 'general', ownerId: told.ownerId, unitId: null },
      promises: [world.promise('complaint-dispatch', 2), ...promisesOf(world)],
    },
  };
  const handler = world.colleague();
  const acts = { by: handler.id, unit: handler.unit };
  const started = { startedAt: world.at(0) };
  const dispatched = {
    complaintId,
    toUnitId: handler.unit,
    ...started,
    dueAt: world.at(2 * hours),
  };
  yield { after: dice.int(10, 110), type: 'ComplaintDispatched', ...opener, data: dispatched };
  if (dice.chance(0.06)) {
    const data = { complaintId, customerId, reason: 'wrong-unit', note: dice.pick(notes) };
    yield { after: 30, type: 'ComplaintReturned', ...acts, data };
    yield { after: 20, type: 'ComplaintDispatched', ...opener, data: dispatched };
  }
  const accepted = { complaintId, handlerId: handler.id };
  yield { after: dice.int(20, 200), type: 'ComplaintAccepted', ...acts, data: accepted };
  yield* handling(world, { complaintId, customerId, handler, started });
  if (!dice.chance(0.05)) return;
  const again = { reason: dice.pick(notes), repliedBy: handler.id, unitId: handler.unit };
  yield {
    after: dice.int(1_000, 9_000),
    type: 'ComplaintReopened',
    ...opener,
    data: { complaintId, customerId, ...again, promises: promisesOf(world) },
  };
  yield { after: 30, type: 'ComplaintAccepted', ...acts, data: accepted };
  yield* handling(world, { complaintId, customerId, handler, started: { startedAt: world.at(0) } });
}

type Handling = Readonly<{
  complaintId: string;
  customerId: string | null;
  handler: Colleague;
  started: Readonly<{ startedAt: string }>;
}>;

function* handling(
  world: World,
  { complaintId, customerId, handler, started }: Handling,
): Generator<Step, void> {
  const { dice } = world;
  const acts = { by: handler.id, unit: handler.unit };
  const about = { complaintId, customerId };
  const measured = { handlerId: handler.id, unitId: handler.unit, ...started };
  const contacted = { ...about, ...measured, means: 'phone', note: dice.pick(notes) };
  const contactDue = { dueAt: world.at(20 * hours) };
  if (dice.chance(0.04)) yield missed(world, complaintId, handler);
  yield {
    after: dice.int(60, 1_200),
    type: 'CustomerContacted',
    ...acts,
    data: { ...contacted, ...contactDue },
  };
  const found = { ...about, cause: 'people', findings: dice.pick(findings) };
  yield { after: dice.int(60, 3_000), type: 'ComplaintInvestigated', ...acts, data: found };
  const verdict = dice.pick(['proven', 'partly-proven', 'unproven']);
  const judged = { ...about, verdict, reasons: dice.pick(findings) };
  yield { after: 60, type: 'ComplaintAdjudicated', ...acts, data: judged };
  for (const remedy of dice.chance(0.3) ? ['apology', 'correction'] : ['apology']) {
    const data = { ...about, remedy, amountFen: null, note: dice.pick(notes) };
    yield { after: dice.int(20, 300), type: 'ComplaintRemedied', ...acts, data };
  }
  const reply = { ...about, ...measured, dueAt: world.at(60 * hours), reply: dice.pick(replies) };
  yield { after: dice.int(60, 1_000), type: 'ComplaintReplied', ...acts, data: reply };
  const ended = { ...about, handlerId: handler.id, unitId: handler.unit };
  const satisfaction = dice.chance(0.7) ? dice.int(1, 5) : null;
  const closed = { ...ended, satisfaction };
  yield { after: dice.int(300, 4_000), type: 'ComplaintClosed', ...acts, data: closed };
  world.begun.push(callbackStory(world, { caseId: complaintId, customerId, handler }));
}

function missed(world: World, complaintId: string, handler: Colleague): Step {
  const dueAt = world.at(0);
  const answers = { responsibleId: handler.id, unitId: handler.unit };
  const data = { complaintId, promise: 'complaint-contact', dueAt, ...answers };
  const by = 'system-deadlines' as ActorId;
  const type = 'ComplaintDeadlineMissed';
  return { after: 1, type, by, unit: null, channel: 'clock', data };
}
