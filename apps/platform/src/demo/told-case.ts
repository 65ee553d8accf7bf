/** Cases told line by line, where the ordinary course of chance would not do. */
import type { Channel, Topic } from '@taizhang/contracts/intake';
import type { LifeAct } from './complaint-life';
import type { PlannedContact } from './contact-plan';
import type { DemoCustomer } from './customers';
import { at, minuteMs, type LocalDate } from './local-time';
import { Dice } from './random';
import type { World } from './world';

/** On which day of the story, when, who (by name key), what, in which words. */
export type Line = {
  [Type in LifeAct['type']]: readonly [
    day: number,
    time: string,
    by: string,
    type: Type,
    data: Extract<LifeAct, { type: Type }>['data'],
  ];
}[LifeAct['type']];

/** The date of a day of the story. */
export type Day = (day: number) => LocalDate;

type ToldContact = Readonly<{
  key: string;
  day: Day;
  /** When it is settled. */
  on: readonly [day: number, time: string];
  customer: DemoCustomer;
  channel: Channel;
  /** Who takes it, by name key. */
  owner: string;
  topic: Topic;
  asks: string;
}>;

export type ToldCase = ToldContact &
  Readonly<{ category: string; seeks: string; lines: readonly Line[] }>;

export function planToldCase(world: World, told: ToldCase): void {
  const { key, day, category, seeks: remedySought } = told;
  const { planners, roster } = world;
  const dice = new Dice(key);
  const acts = told.lines.map(([nth, time, by, type, data]) => {
    const moment = momentOf(day, [nth, time], dice);
    return { at: moment, by: roster.named(by), type, data } as LifeAct;
  });
  const outcome = { how: 'routed', category, severity: 'general', remedySought } as const;
  const contact = { ...contactOf(world, told, dice), type: 'complaint' as const, outcome };
  planners.contacts.plan(contact, () =>
    planners.complaints.plan(key, planners.contacts.caseIdOf(key), acts),
  );
}

type ToldAnswer = ToldContact & Readonly<{ type?: PlannedContact['type']; answer: string | null }>;

/** Answered at once, or left open where there is no answer yet. */
export function planToldContact(world: World, told: ToldAnswer): void {
  const { answer, type = 'inquiry' } = told;
  const outcome =
    answer === null ? ({ how: 'left-open' } as const) : ({ how: 'answered', answer } as const);
  world.planners.contacts.plan({
    ...contactOf(world, told, new Dice(told.key)),
    type,
    outcome,
  });
}

function contactOf({ roster, planners }: World, told: ToldContact, dice: Dice) {
  const { key, day, on, customer, channel, owner, topic, asks: summary } = told;
  const settledAt = momentOf(day, on, dice);
  return {
    key,
    openedAt: settledAt - Math.round(dice.between(2, 6) * minuteMs),
    settledAt,
    channel,
    owner: roster.named(owner),
    customerId: planners.customers.idOf(customer),
    topic,
    summary,
  };
}

/** Nobody acts on the full minute. */
const momentOf = (day: Day, [nth, time]: readonly [number, string], dice: Dice) =>
  at(day(nth), time) + Math.round(dice.between(1, 55_000));
