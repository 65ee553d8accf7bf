/** What happens on ordinary days, and in two nights that were not. */
import type { Channel, ContactType, Topic } from '@taizhang/contracts/intake';
import type { Severity } from '@taizhang/contracts/complaints';
import { lifeOf } from './complaint-life';
import type { Outcome, PlannedContact } from './contact-plan';
import { sortOf, type CustomerSort, type DemoCustomer } from './customers';
import { grievances, type Grievance } from './grievances';
import { inquiries } from './inquiries';
import { at, dateOf, dayMs, minuteMs, workingDayFrom, type LocalDate } from './local-time';
import { againPrefixes } from './phrases.data';
import { Dice } from './random';
import { planFault } from './storm';
import { channelOn, contactsOn, momentOn, seasonOf, topicOn, type Storm } from './rhythm';
import { fill, wordsFor, type Words } from './words';
import type { World } from './world';

type Occasion = Readonly<{
  key: string;
  channel: Channel;
  openedAt: number;
  customer: DemoCustomer;
  /** Unless it is left to the season. */
  topic?: Topic;
  /** Nothing came of an earlier answer. */
  again?: boolean;
}>;

export function planDay(world: World, date: LocalDate): void {
  const { seed, scale } = world;
  const count = contactsOn(date, scale, new Dice(seed, 'day', date));
  for (let number = 0; number < count; number++) {
    const key = `contact/${date}/${number}`;
    const dice = new Dice(seed, key);
    const channel = channelOn(date, dice);
    const openedAt = momentOn(date, channel, dice);
    if (openedAt < world.opensAt) continue;
    planContact(world, { key, channel, openedAt, customer: world.anyCustomer(dice) }, dice);
  }
}

/** Telephones that do not stand still while the crews are out. */
export function planStorm(world: World, { from, until, contacts }: Storm): void {
  for (let number = 0; number < contacts; number++) {
    const key = `storm/${dateOf(from)}/${number}`;
    const dice = new Dice(world.seed, key);
    // Most call in the first hours.
    const openedAt = Math.round(from + dice.real() ** 1.7 * (until - from));
    const customer = world.anyCustomer(dice);
    // Some only ask how long it will take; the others report what nobody knew of.
    if (dice.chance(0.62)) planFault(world, { key, openedAt, customer, dice });
    else planContact(world, { key, channel: 'hotline', openedAt, customer, topic: 'outage' }, dice);
  }
}

/** Somebody who moved in, and somebody whose telephone number changed. */
export function planWeekAtCounter(world: World, monday: LocalDate, week: number): void {
  const { seed, scale, customers, roster, planners } = world;
  const dice = new Dice(seed, 'counter', monday);
  const newcomers = Math.floor(4 * scale + dice.real());
  for (let number = 0; number < newcomers; number++) {
    const customer = world.newcomer(week * 100 + number);
    const since = counterMoment(monday, dice);
    const by = roster.actor(roster.agentFor('counter', customer.hall, since, dice), since);
    planners.customers.welcome(customer, since, by);
  }
  const corrections = Math.floor(3 * scale + dice.real());
  for (let number = 0; number < corrections; number++) {
    const customer = customers[(week * 37 + number * 211) % customers.length]!;
    const moment = counterMoment(monday, dice);
    const by = roster.actor(roster.agentFor('counter', customer.hall, moment, dice), moment);
    if (world.correctedOnce(customer)) planners.customers.correct(customer, moment, by);
  }
}

const counterMoment = (monday: LocalDate, dice: Dice) =>
  momentOn(workingDayFrom(dateOf(at(monday, 0) + dice.int(0, 4) * dayMs)), 'counter', dice);

function planContact(world: World, occasion: Occasion, dice: Dice): void {
  const { key, channel, openedAt, customer, again = false } = occasion;
  const date = dateOf(openedAt);
  const owner = world.roster.agentFor(channel, customer.hall, openedAt, dice);
  const settledAt = openedAt + Math.round(Math.max(1, dice.around(minutesFor[channel])) * minuteMs);
  const begun = { key, channel, owner, openedAt, settledAt };
  const customerId = world.planners.customers.idOf(customer);
  if (!again && channel === 'hotline' && dice.chance(0.05)) {
    const outcome = { how: 'abandoned' } as const;
    return world.planners.contacts.plan({ ...begun, ...unheard, customerId, outcome });
  }
  const grievance = grievanceAt(occasion, date, dice);
  const topic = grievance?.topic ?? occasion.topic ?? topicOn(date, dice);
  const mayHide = grievance ? grievance.category.startsWith('service.') : hideable.includes(topic);
  const hides = !again && mayHide && atDistance.includes(channel) && dice.chance(0.14);
  const known = { ...begun, topic, customerId: hides ? null : customerId };
  const words = wordsFor(customer, date, dice);
  if (grievance) {
    const told = { ...known, type: 'complaint' as const, summary: fill(grievance.states, words) };
    return planComplaint(world, told, { grievance, words, dice });
  }
  const { asks, told, type = 'inquiry' } = dice.pick(inquiries[topic].filter(concerns(customer)));
  const summary = (again ? dice.pick(againPrefixes) : '') + fill(asks, words);
  const outcome: Outcome = { how: 'answered', answer: fill(told, words) };
  const stepwise = dice.chance(0.09);
  world.planners.contacts.plan({ ...known, type, summary, outcome, stepwise });
  if (!again && !hides && wouldAskAgain.includes(type) && dice.chance(0.085)) {
    planAgain(world, { ...occasion, topic }, dice);
  }
}

const concerns =
  (customer: DemoCustomer) =>
  ({ of }: { readonly of?: CustomerSort }) =>
    of === undefined || of === sortOf(customer);

/** What can be settled without knowing who asks. */
const hideable: readonly Topic[] = ['outage', 'tariff', 'conduct', 'construction', 'other'];
const atDistance: readonly Channel[] = ['hotline', 'web', 'letter'];

const unheard = { type: 'inquiry' as const, topic: 'other' as const, summary: '' };
const wouldAskAgain: readonly ContactType[] = ['inquiry', 'fault', 'service-request', 'urge'];

/** Median minutes from the first word to the answer. */
const minutesFor: Record<Channel, number> = {
  hotline: 4.5,
  counter: 9,
  visit: 40,
  app: 30,
  web: 35,
  letter: 60,
  government: 50,
  regulator: 50,
  legacy: 1,
};

/** The same customer on the same topic within the week: the answer did not hold. */
function planAgain(world: World, occasion: Occasion, dice: Dice): void {
  const date = dateOf(occasion.openedAt + dice.int(1, 6) * dayMs);
  const openedAt = momentOn(date, 'hotline', dice);
  const key = `${occasion.key}/again`;
  planContact(world, { ...occasion, key, channel: 'hotline', openedAt, again: true }, dice);
}

/** What the customer complains about; null when they only ask. */
function grievanceAt(occasion: Occasion, date: LocalDate, dice: Dice): Grievance | null {
  const { channel, customer, topic, again = false } = occasion;
  const passedOn = channel === 'regulator' || channel === 'government';
  if (!dice.chance(passedOn ? 0.5 : again ? 0.16 : 0.047)) return null;
  const fitting = grievances
    .filter(concerns(customer))
    .filter((one) => topic === undefined || one.topic === topic);
  if (fitting.length === 0) return null;
  return dice.weighted(fitting, (one) => one.weight * seasonOf(one.topic, date));
}

type Told = Readonly<{ grievance: Grievance; words: Words; dice: Dice }>;

function planComplaint(
  { planners, roster }: World,
  contact: Omit<PlannedContact, 'outcome'>,
  { grievance, words, dice }: Told,
): void {
  const { key, channel, settledAt } = contact;
  const { category, seeks: remedySought } = grievance;
  const severity = severityOf(channel, dice);
  const lodgedAt = settledAt + 1000;
  const acts = lifeOf({ lodgedAt, grievance, words, roster, dice });
  const outcome: Outcome = { how: 'routed', category, severity, remedySought };
  planners.contacts.plan({ ...contact, outcome }, () =>
    planners.complaints.plan(key, planners.contacts.caseIdOf(key), acts),
  );
}

/** What the regulator or the government passes on weighs more (requirements B3). */
function severityOf(channel: Channel, dice: Dice): Severity {
  const passedOn = channel === 'regulator' || channel === 'government';
  if (passedOn) return dice.chance(0.8) ? 'important' : 'major';
  return dice.chance(0.955) ? 'general' : dice.chance(0.8) ? 'important' : 'major';
}
