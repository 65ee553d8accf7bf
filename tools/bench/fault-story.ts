import type { ActorId } from '@taizhang/kernel';
import { callbackStory } from './callback-story';
import { findings, notes, places } from './phrases.data';
import type { Colleague, Step, Story, World } from './world';

const hours = 60;

/** Reported by telephone, dispatched, repaired; now and then guided by telephone instead. */
export function faultStory(world: World): Story {
  const faultId = world.dice.id<string>('fault');
  return { stream: faultId, steps: steps(world, faultId) };
}

type About = Readonly<{ faultId: string; customerId: string | null }>;

function* steps(world: World, faultId: string): Generator<Step, void> {
  const { dice } = world;
  const taker = world.colleague();
  const takes = { by: taker.id, unit: taker.unit };
  const customerId = dice.chance(0.9) ? dice.pick(world.customers) : null;
  const about = { faultId, customerId };
  const told = { class: 'low-voltage', area: 'urban', statement: dice.pick(notes) };
  const reported = {
    ...{ ...about, contactId: null, supplyPointId: null, ...told, channel: 'hotline' },
    place: `${dice.pick(places)}${dice.int(1, 400)}号`,
    ...{ ownerId: taker.id, unitId: taker.unit },
    promises: [world.promise('arrival-urban', 0.75)],
  };
  yield { after: 0, type: 'FaultReported', ...takes, data: reported };
  const outcome = dice.chance(0.15) ? 'customer-internal' : 'dispatch';
  const triaged = { ...about, outcome, outageId: null, paidRepairAgreed: false };
  yield { after: 2, type: 'FaultTriaged', ...takes, data: { ...triaged, note: dice.pick(notes) } };
  const crew = outcome === 'dispatch' ? world.colleague() : taker;
  if (outcome === 'dispatch') yield* repaired(world, about, { taker, crew });
  const ended = { ...about, handlerId: crew.id, unitId: crew.unit };
  yield { after: 20, type: 'FaultClosed', by: crew.id, unit: crew.unit, data: ended };
  world.begun.push(callbackStory(world, { caseId: faultId, customerId, handler: crew }));
}

function* repaired(
  world: World,
  { faultId, customerId }: About,
  { taker, crew }: Readonly<{ taker: Colleague; crew: Colleague }>,
): Generator<Step, void> {
  const { dice } = world;
  const takes = { by: taker.id, unit: taker.unit };
  const acts = { by: crew.id, unit: crew.unit };
  const about = { faultId, customerId };
  const clock = { startedAt: world.at(0), dueAt: world.at(0.75 * hours) };
  const graded = { faultId, grade: 'ordinary', grounds: [] };
  yield { after: 1, type: 'FaultGraded', ...takes, data: graded };
  const sent = { faultId, toUnitId: crew.unit, ...clock };
  yield { after: 3, type: 'FaultDispatched', ...takes, data: sent };
  const handlerId = crew.id;
  yield { after: 5, type: 'CrewDeparted', ...acts, data: { faultId, handlerId } };
  if (dice.chance(0.05)) yield missed(world, faultId, crew);
  const measured = { handlerId, unitId: crew.unit, ...clock };
  const promises = [world.promise('restoration-urban', 4)];
  yield {
    after: dice.int(10, 60),
    type: 'CrewArrived',
    ...acts,
    data: { faultId, ...measured, promises },
  };
  const found = { ...about, cause: 'equipment', class: 'low-voltage' };
  const cause = { ...found, findings: dice.pick(findings) };
  yield { after: dice.int(5, 40), type: 'FaultCauseFound', ...acts, data: cause };
  const restored = { ...about, ...measured, outageId: null, result: dice.pick(findings) };
  yield { after: dice.int(20, 200), type: 'SupplyRestored', ...acts, data: restored };
  const verified = { ...about, means: 'phone', note: dice.pick(notes) };
  yield { after: 10, type: 'FaultVerified', ...acts, data: verified };
}

function missed(world: World, faultId: string, { id, unit }: Colleague): Step {
  const data = { faultId, promise: 'arrival-urban', dueAt: world.at(0) };
  const answers = { responsibleId: id, unitId: unit };
  const by = 'system-deadlines' as ActorId;
  const type = 'FaultDeadlineMissed';
  return { after: 1, type, by, unit: null, channel: 'clock', data: { ...data, ...answers } };
}
