/** A complaint told step by step, where the ordinary course of chance would not do. */
import type { Severity } from '@taizhang/contracts/complaints';
import type { Channel, Topic } from '@taizhang/contracts/intake';
import type { LifeAct } from './complaint-life';
import type { DemoCustomer } from './customers';
import { at, minuteMs, type LocalDate } from './local-time';
import type { World } from './world';

export type Moment = Readonly<{ date: LocalDate; time: string }>;

type Step = {
  [Type in LifeAct['type']]: Readonly<{
    on: Moment | number;
    by: string;
    type: Type;
    data: Extract<LifeAct, { type: Type }>['data'];
  }>;
}[LifeAct['type']];

export type ToldCase = Readonly<{
  key: string;
  customer: DemoCustomer;
  channel: Channel;
  /** Who takes the contact, by name key. */
  owner: string;
  lodged: Moment;
  topic: Topic;
  category: string;
  severity?: Severity;
  states: string;
  seeks: string;
  steps: readonly Step[];
}>;

export const momentMs = (on: Moment | number): number =>
  typeof on === 'number' ? on : at(on.date, on.time);

/** The contact by which it came, then the case. */
export function planToldCase({ planners, roster }: World, told: ToldCase): void {
  const { key, customer, channel, owner, lodged, topic, category, states, seeks, steps } = told;
  const settledAt = momentMs(lodged);
  const acts = steps.map(({ on, by, ...step }) => {
    const act = { ...step, at: momentMs(on), by: roster.named(by) };
    return act as LifeAct;
  });
  planners.contacts.plan(
    {
      key,
      openedAt: settledAt - 4 * minuteMs,
      settledAt,
      channel,
      owner: roster.named(owner),
      customerId: planners.customers.idOf(customer),
      type: 'complaint',
      topic,
      summary: states,
      outcome: {
        how: 'routed',
        category,
        severity: told.severity ?? 'general',
        remedySought: seeks,
      },
    },
    () => planners.complaints.plan(key, planners.contacts.caseIdOf(key), acts),
  );
}
