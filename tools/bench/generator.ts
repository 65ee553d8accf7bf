/**
 * Events as a utility's year makes them: customers register, contacts come and are answered or
 * become complaints, faults are reported and repaired, complaints live their lives, and whoever
 * had a case is called back, all at once. The same number always gives the same events.
 */
import type { ActorId, Proposed } from '@taizhang/kernel';
import { contactStory } from './contact-story';
import { customerStory } from './customer-story';
import { faultStory } from './fault-story';
import { World, type Step, type Story } from './world';

export type StreamEvent = Readonly<{ stream: string; event: Proposed }>;

const minutesPerHour = 60;

/** Of a day from 8:00 to 20:00 where the utility lies, in hours of UTC. */
const isBusy = (hour: number) => hour % 24 < 12;
const arrivalsPerHour = 70;

type Due = { at: number; order: number; story: Story; step: Step };

/** So many events, in the order in which they are recorded. */
export function* syntheticEvents(count: number): Generator<StreamEvent> {
  const world = new World();
  const agenda = new Map<number, Due[]>();
  let order = 0;
  const advance = (story: Story, from: number) => {
    const { value: step, done } = story.steps.next();
    if (done || !step) return;
    const at = from + step.after;
    const hour = Math.floor(at / minutesPerHour);
    const due = { at, order: order++, story, step };
    const others = agenda.get(hour);
    if (others) others.push(due);
    else agenda.set(hour, [due]);
  };

  let left = count;
  for (const story of organisationStories(world)) advance(story, 0);
  for (let hour = 0; left > 0; hour++) {
    const began = hour * minutesPerHour;
    if (isBusy(hour)) for (const { story, at } of arrivals(world, began)) advance(story, at);
    // A step may be followed by another within the same hour: look again until there is none.
    for (let due = take(agenda, hour); due && left > 0; due = take(agenda, hour)) {
      for (const { at, story, step } of due) {
        if (left-- <= 0) break;
        world.now = at;
        yield { stream: story.stream, event: proposed(world, step) };
        advance(story, at);
        for (const begun of world.begun.splice(0)) advance(begun, at);
      }
    }
  }
}

function take(agenda: Map<number, Due[]>, hour: number): Due[] | undefined {
  const due = agenda.get(hour);
  agenda.delete(hour);
  return due?.sort((a, b) => a.at - b.at || a.order - b.order);
}

function* organisationStories(world: World): Generator<Story> {
  const by = 'system-start' as ActorId;
  for (const [index, unitId] of world.units.entries()) {
    const data = { unitId, name: `第${index + 1}供电服务班`, kind: 'team', parentId: null };
    const step = { after: 0, type: 'UnitOpened', by, unit: null, data };
    yield { stream: unitId, steps: [step].values() };
  }
  for (const [index, { id, unit }] of world.staff.entries()) {
    const data = { staffId: id, name: `职员${index + 1}`, unitId: unit, roles: ['handler'] };
    const step = { after: 1, type: 'StaffMemberJoined', by, unit: null, data };
    yield { stream: id, steps: [step].values() };
  }
}

/** Whoever turns up in an hour: every sixth is a new customer. */
function* arrivals(world: World, began: number) {
  for (let index = 0; index < arrivalsPerHour; index++) {
    const at = began + (index * minutesPerHour) / arrivalsPerHour;
    world.now = at;
    const isNew = world.customers.length === 0 || world.dice.chance(0.16);
    yield { at, story: isNew ? customerStory(world) : calling(world) };
  }
}

/** Every tenth call tells of a fault. */
const calling = (world: World): Story =>
  world.dice.chance(0.1) ? faultStory(world) : contactStory(world);

function proposed(world: World, { type, by, unit, channel = 'portal', data }: Step): Proposed {
  const { dice } = world;
  const commandId = dice.uuid();
  const fingerprint = dice.uuid().replaceAll('-', '');
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const context = { ...ids, channel, unit, fingerprint };
  return { type, data, at: world.at(0), by, id: dice.uuid(), version: 1, context };
}
