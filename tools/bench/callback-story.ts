import type { ActorId } from '@taizhang/kernel';
import { notes } from './phrases.data';
import type { Colleague, Step, Story, World } from './world';

const rules = {
  edition: '国家电网有限公司供电服务质量标准',
  zone: 'Asia/Shanghai',
  quietFrom: '21:00',
  quietUntil: '08:00',
  attemptsMax: 3,
} as const;

type Finished = Readonly<{ caseId: string; customerId: string | null; handler: Colleague }>;

/** A customer is asked how a finished case was handled; every third call is not answered. */
export function callbackStory(world: World, finished: Finished): Story {
  const callbackId = world.dice.id<string>('callback');
  return { stream: callbackId, steps: steps(world, callbackId, finished) };
}

function* steps(
  world: World,
  callbackId: string,
  { caseId, customerId, handler }: Finished,
): Generator<Step, void> {
  const { dice } = world;
  const promise = caseId.startsWith('fault') ? 'fault-callback' : 'complaint-callback';
  const about = { callbackId, caseId, customerId, handlerId: handler.id, unitId: handler.unit };
  const system = { by: 'system-callbacks' as ActorId, unit: null, channel: 'exchange' };
  const promises = [world.promise(promise, 72)];
  const scheduled = { ...about, kind: 'satisfaction', rules, promises };
  yield { after: 1, type: 'CallbackScheduled', ...system, data: scheduled };
  const clock = { startedAt: world.at(0), dueAt: world.at(72 * 60) };
  const { id: by, unit } = world.colleague();
  if (dice.chance(0.33)) {
    const data = { ...about, attempt: 1, outcome: 'no-answer', note: dice.pick(notes), ...clock };
    yield { after: dice.int(60, 2_000), type: 'CallbackAttempted', by, unit, data };
  }
  const score = dice.chance(0.9) ? dice.int(1, 5) : null;
  const dissatisfied = score !== null && score <= 2;
  const data = { ...about, score, dissatisfied, comment: dice.pick(notes), ...clock };
  yield { after: dice.int(60, 2_000), type: 'CallbackScored', by, unit, data };
}
