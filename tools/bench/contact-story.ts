import type { Topic } from '@taizhang/contracts/intake';
import { complaintStory } from './complaint-story';
import { answers, grievances, questions, wishes } from './phrases.data';
import type { Step, Story, World } from './world';

const channels = ['hotline', 'hotline', 'hotline', 'counter', 'web', 'app'];
const topics: readonly Topic[] = ['bill', 'tariff', 'reading', 'meter', 'payment', 'outage'];

/** Comes, says who it is or not, wants something, is answered, routed, or gone. */
export function contactStory(world: World): Story {
  const contactId = world.dice.id('contact');
  return { stream: contactId, steps: steps(world, contactId) };
}

function* steps(world: World, contactId: string): Generator<Step, void> {
  const { dice } = world;
  const { id: by, unit } = world.colleague();
  const acts = { by, unit };
  const owned = { contactId, ownerId: by };
  const channel = dice.pick(channels);
  const opened = { ...owned, channel, unitId: unit };
  yield { after: 0, type: 'ContactOpened', ...acts, data: opened };
  if (dice.chance(0.05)) {
    return yield { after: 2, type: 'ContactAbandoned', ...acts, data: owned };
  }
  const customerId = dice.chance(0.88) ? dice.pick(world.customers) : null;
  if (customerId) {
    yield { after: 1, type: 'ContactIdentified', ...acts, data: { contactId, customerId } };
  } else {
    yield { after: 1, type: 'ContactLeftAnonymous', ...acts, data: { contactId } };
  }
  const isComplaint = dice.chance(0.25);
  const topic = dice.pick(topics);
  const summary = isComplaint ? dice.pick(grievances) : dice.pick(questions);
  const type = isComplaint ? 'complaint' : 'inquiry';
  const wanted = { contactId, customerId, type, topic, summary, recontactOf: null };
  yield { after: 2, type: 'ContactClassified', ...acts, data: wanted };
  if (!isComplaint) {
    const data = { ...owned, customerId, topic, answer: dice.pick(answers) };
    yield { after: 4, type: 'ContactAnsweredAtOnce', ...acts, data };
  } else {
    const caseId = dice.id('complaint');
    const told = { caseId, customerId, ...owned, channel };
    const words = { statement: summary, remedySought: dice.pick(wishes) };
    yield {
      after: 3,
      type: 'ContactRouted',
      ...acts,
      data: {
        ...told,
        ...words,
        to: 'complaints',
        unitId: unit,
        topic,
        category: 'business.tariff',
        severity: 'general',
        openedAt: world.at(-6),
      },
    };
    world.begun.push(complaintStory(world, { ...told, ...words }));
  }
  yield { after: 0, type: 'ContactClosed', ...acts, data: { contactId } };
}
