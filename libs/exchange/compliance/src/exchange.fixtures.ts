/** What the tests of an exchange are told with. */
import {
  derivedId,
  instant,
  topicOf,
  type ActorId,
  type EventLog,
  type Exchange,
  type ParkedKeys,
  type Proposed,
  type Published,
  type Subscription,
} from '@taizhang/kernel';

export { eventually } from '@taizhang/kernel/testing';

export type TestedExchange = Exchange & ParkedKeys;

/** What the exchange under test publishes: event type to context. */
export const publications: ReadonlyMap<string, string> = new Map([
  ['Asked', 'front-desk'],
  ['Answered', 'front-desk'],
  ['Measured', 'workshop'],
]);

export type ExchangePlace = Readonly<{
  /** Whose events are published. */
  log: EventLog;
  /** A new process on the same durable state, with a checkpoint left by the one before. */
  connect(): Promise<TestedExchange>;
  /** Called after every exchange was stopped. */
  close(): Promise<void>;
}>;

export const frontDesk = topicOf('front-desk');
export const types = ['Asked', 'Answered'];
let commands = 0;

export function event(type: string, word: string): Proposed {
  const commandId = derivedId('exchange', String(++commands));
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  return {
    type,
    data: { word },
    at: instant('2026-01-05T08:00:00.000Z'),
    by: 'staff-1' as ActorId,
    id: derivedId(commandId, '0'),
    version: 1,
    context: { ...ids, channel: 'test', unit: 'unit-1' },
  };
}

export const wordOf = ({ data }: Published) => (data as { word: string }).word;

export type Tools = Readonly<{
  place(): ExchangePlace;
  connect(): Promise<TestedExchange>;
  say(key: string, type: string, ...words: string[]): Promise<unknown>;
  /** Subscribes with a handler that writes down what it is given. */
  listen(exchange: TestedExchange, some?: Partial<Subscription>): Promise<Published[]>;
}>;
