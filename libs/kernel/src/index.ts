export {
  EVENT_LOG,
  Conflict,
  EventIdsReused,
  LogLockedOut,
  LogUnreachable,
  OutcomeUnknown,
  ReadModelBehind,
  PositionBeyondHead,
  categoryOf,
  type Appended,
  type EventLog,
  type Expected,
  type FeedOptions,
  type FeedPage,
  type Proposed,
  type ReadOptions,
  type Revision,
} from './event-log';
export {
  EXCHANGE,
  Poison,
  publishedFrom,
  topicOf,
  type DiscardedKey,
  type Exchange,
  type ParkedKey,
  type ParkedKeys,
  type Published,
  type Subscription,
} from './exchange';
export { StreamIncomplete, Unreadable, gapIn } from './unreadable';
export type { InboundFact, InboundSubscription } from './inbound';
export { CLOCK, instant, systemClock, type Clock } from './clock';
export { accept, alreadyDone, refuse, unreachable, type Decider, type Decision } from './decider';
export {
  defineEvent,
  personal,
  personalFields,
  type EventDefinition,
  type EventDefinitions,
  type EventsOf,
  type Upcast,
} from './event-catalogue';
export {
  CommandIdReused,
  Refused,
  derivedId,
  handle,
  propose,
  wasCarriedOut,
  type Handled,
  type Handling,
} from './handle';
export { assertAppendable } from './proposal';
export type { ActorId, Context, Instant, Message, MessagesOf, Origin, Recorded } from './message';
export {
  projection,
  schemaOf,
  type Column,
  type ColumnType,
  type Columns,
  type Projection,
  type ReadModel,
} from './projection';
export type {
  Misnumbered,
  StoredEvent,
  StoredEvents,
  StoredLog,
  StoredPage,
  StoredRange,
} from './stored-events';
export { assertHeldAlike, assertNext, assertStorable, HeldOtherwise } from './stored-alike';
export {
  SUBSCRIBERS,
  SubscriberRegistry,
  type FailureClass,
  type SubscriberState,
  type Watched,
} from './subscriber';
export { closedData, currentBy, upcast, upcastLog, VersionUnknown } from './upcasting';
export {
  actorIdSchema,
  idFrom,
  idSchema,
  instantSchema,
  toldDateSchema,
  toldInstantSchema,
} from './ids';
