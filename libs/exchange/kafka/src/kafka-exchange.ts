/**
 * The exchange over Apache Kafka, in any number of processes: one of them publishes the log, the
 * members of a consumer's group share its partitions. What was handled is kept in PostgreSQL, so
 * that a message delivered twice is handled once wherever Kafka believes the group to be.
 */
import {
  ParkingLot,
  RetryRound,
  giveUpSealed,
  reasonOf,
  sealOpenLetters,
  type Letter,
} from '@taizhang/exchange/parking';
import {
  topicOf,
  type DiscardedKey,
  type EventLog,
  type Exchange,
  type InboundSubscription,
  type ParkedKey,
  type ParkedKeys,
  type Published,
  type SubscriberState,
  type Subscription,
  type Watched,
} from '@taizhang/kernel';
import { lead, type Leading } from '@taizhang/platform/database';
import { PassedOver, Vitals, watchedLog } from '@taizhang/platform/subscribers';
import type { Letters } from '@taizhang/vault';
import type { Pool } from 'pg';
import { Cluster, inboundTopic, parkedTopic, type ClusterOptions } from './cluster';
import { ContextConsumer } from './context-consumer';
import { doorkeeper, InboundConsumer, InboundDoorkeeper } from './inbound-consumer';
import { Inbox } from './inbox';
import { LogEnd } from './log-end';
import { ParkedCopies } from './parked-copies';
import type { Reached } from './place';
import { PublishedPlaces } from './published-places';
import { publish } from './publisher';
import { SupervisedGroup, type Batches } from './supervised-group';

export type KafkaExchangeOptions = ClusterOptions &
  Readonly<{
    /** Parked events are read from it again. */
    log: EventLog;
    /**
     * What goes on the topics: the log as it is stored, so that nobody who was erased stays
     * readable on a broker; `log` unless told.
     */
    stored?: EventLog;
    /** Opens what came from a topic, as far as that person's key still exists. */
    reveal?: (message: Published) => Promise<Published>;
    /** Seals what waits and is no event of the log. */
    letters: Letters;
    /** Holds the checkpoints; see migrateKafkaExchange. */
    pool: Pool;
    /** Event type to the context that publishes it; types nobody publishes stay in the log. */
    publications: ReadonlyMap<string, string>;
    /** Why a message does not fit its contract, undefined when it does. */
    check?: (message: Published) => string | undefined;
    /** Types of facts that somebody somewhere acts on; those subscribed here unless told. */
    inboundTypes?: readonly string[];
    /** Whether this process may be the one that publishes. */
    publishes?: boolean;
    /** A member silent so long loses its partitions; a handler must be quicker. */
    sessionTimeoutMs?: number;
    /** So long are facts from outside remembered; senders tell them again within that time. */
    inboundMemoryDays?: number;
    /** So long waits what came from outside and nobody can be named for; then it is given up. */
    inboundParkedDays?: number;
    onFailure?: (part: string, error: unknown) => void;
  }>;

const asItIs = async (message: Published) => message;
const forgetEveryMs = 3_600_000;
const inboundMemoryDaysDefault = 90;
const inboundParkedDaysDefault = 30;

/** What of a consumer the exchange must know. */
type Member = Readonly<{
  group: SupervisedGroup;
  vitals: Vitals;
  handleAgain(letter: Letter): Promise<void>;
}>;

export class KafkaExchange implements Exchange, ParkedKeys, Watched {
  private readonly cluster: Cluster;
  private readonly inbox: Inbox;
  private readonly places: PublishedPlaces;
  private readonly end: LogEnd;
  private readonly passed: PassedOver<Reached>;
  private readonly lot: ParkingLot;
  private readonly copies: ParkedCopies;
  private readonly publisher: Leading | undefined;
  private readonly publishing = new Vitals('exchange.publisher', 'publisher');
  /** How far it was when somebody last looked. */
  private published = 0n;
  private readonly members = new Map<string, Member>();
  private readonly subscribed = new Set<string>();
  private readonly inbound = new Set<string>();
  private readonly inboundTypes: Set<string>;
  private partitions: Promise<ReadonlyMap<string, number>> | undefined;
  private readonly retries: RetryRound;
  private readonly forgetting: NodeJS.Timeout;
  private stopped = false;

  constructor(private readonly options: KafkaExchangeOptions) {
    const { pool, log, stored = log, publications, publishes = true } = options;
    this.cluster = new Cluster(options);
    this.inbox = new Inbox(pool);
    this.places = new PublishedPlaces(pool);
    this.end = new LogEnd(log);
    this.passed = new PassedOver((reached) => this.notePassed(reached));
    this.lot = new ParkingLot(pool, options.letters);
    this.copies = new ParkedCopies(this.cluster);
    this.inboundTypes = new Set(options.inboundTypes);
    const watched = watchedLog(stored, { onRestart: (why) => this.publishing.restarted(why) });
    const parts = {
      ...{ cluster: this.cluster, places: this.places, log: watched, publications },
      topics: () => this.topics(),
      onAgain: (why: string) => this.publishing.restarted(why),
    };
    if (publishes) {
      this.publisher = lead(pool, 'exchange.publisher', (signal) => publish(parts, signal), {
        onFailure: (error) => {
          this.partitions = undefined;
          this.options.onFailure?.('publisher', error);
          this.publishing.failed(error, reasonOf(error));
          void this.places.tellFailure(reasonOf(error));
        },
      });
    }
    this.retries = new RetryRound(
      this.lot,
      () => this.members.keys(),
      (consumer, key) => this.drain(consumer, key),
      (error) => this.options.onFailure?.('retries', error),
    );
    this.forgetting = setInterval(() => void this.forgetFacts(), forgetEveryMs).unref();
  }

  async subscribe(subscription: Subscription): Promise<void> {
    const { consumer, topic } = subscription;
    const { log, check, reveal = asItIs } = this.options;
    const { inbox, places, passed, lot, copies, end } = this;
    const parts = { inbox, places, passed, lot, copies, log, end, check, reveal };
    await this.enter(consumer, topic, new ContextConsumer(subscription, parts));
  }

  /** Facts that outside systems put on the inbound topic. */
  async subscribeInbound(subscription: InboundSubscription): Promise<void> {
    const { letters } = this.options;
    const parts = { inbox: this.inbox, lot: this.lot, copies: this.copies, letters };
    for (const type of subscription.types) this.inboundTypes.add(type);
    await sealOpenLetters(this.options.pool, letters);
    await this.enter(subscription.consumer, inboundTopic, new InboundConsumer(subscription, parts));
    if (this.subscribed.has(doorkeeper)) return;
    const knows = (type: string) => this.inboundTypes.has(type);
    await this.enter(doorkeeper, inboundTopic, new InboundDoorkeeper(knows, parts));
  }

  async positionOf(consumer: string): Promise<bigint> {
    return this.inbox.positionOf(consumer);
  }

  async beginAt(position: bigint): Promise<void> {
    await this.inbox.beginAt(position);
  }

  async parked(): Promise<readonly ParkedKey[]> {
    return this.lot.list();
  }

  async retry(consumer: string, key?: string): Promise<void> {
    if (key !== undefined && this.members.has(consumer)) await this.drain(consumer, key);
    else await this.lot.request(consumer, key);
  }

  async discard(consumer: string, key: string, why: { by: string; reason: string }) {
    return this.lot.discard(consumer, key, why);
  }

  async discarded(): Promise<readonly DiscardedKey[]> {
    return this.lot.discarded();
  }

  async subscribers(): Promise<readonly SubscriberState[]> {
    const members = [...this.members].map(async ([consumer, { vitals }]) => ({
      ...vitals.state(),
      // Facts from outside have no positions.
      position: this.inbound.has(consumer) ? null : await this.positionOf(consumer),
    }));
    // Waited for together: one that failed with nobody waiting for it would end the process.
    return Promise.all([...(this.publisher ? [this.publisherState()] : []), ...members]);
  }

  /** Creates the topics that are missing, before anybody writes to them or listens. */
  async ensureTopics(): Promise<void> {
    await this.topics();
  }

  /** Whether this process is the one that publishes at this moment. */
  isPublishing(): boolean {
    return this.publisher?.isLeading() ?? false;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.forgetting);
    await Promise.all([
      this.publisher?.stop(),
      this.retries.stop(),
      ...[...this.members.values()].map(({ group }) => group.stop()),
    ]);
    await Promise.all([this.passed.stop(), this.copies.close()]);
  }

  private async enter(
    consumer: string,
    topic: string,
    role: Batches & Pick<Member, 'handleAgain'>,
  ): Promise<void> {
    if (this.subscribed.has(consumer)) throw new Error(`${consumer} is subscribed already`);
    this.subscribed.add(consumer);
    if (topic === inboundTopic) this.inbound.add(consumer);
    await this.inbox.enter(consumer, topic);
    if (this.stopped) return;
    const vitals = new Vitals(consumer, 'consumer');
    const group = new SupervisedGroup(this.cluster.kafka, {
      groupId: this.cluster.group(consumer),
      topic: this.cluster.named(topic),
      sessionTimeoutMs: this.options.sessionTimeoutMs ?? 30_000,
      prepare: () => this.ensureTopics(),
      open: (partition) => role.open(partition),
      tell: async (failure) => {
        if (failure === null) vitals.progress();
        else {
          this.partitions = undefined;
          if (!this.stopped) this.options.onFailure?.(consumer, failure);
          vitals.failed(failure, reasonOf(failure));
        }
        await this.inbox.tellFailure(consumer, failure === null ? null : reasonOf(failure));
      },
    });
    const handleAgain = (letter: Letter) => role.handleAgain(letter);
    this.members.set(consumer, { group, vitals, handleAgain });
  }

  /** Nobody has looked at these messages: what cannot be of our log is no place to stand at. */
  private async notePassed(reached: readonly Reached[]): Promise<void> {
    const places: Reached[] = [];
    this.end.forget();
    for (const place of reached) if (!(await this.end.isBeyond(place.position))) places.push(place);
    await this.inbox.recordAll(places);
  }

  /** What was remembered or has waited long enough; told hourly, and by whoever cannot wait. */
  async forgetFacts(): Promise<void> {
    const { inboundMemoryDays = inboundMemoryDaysDefault, onFailure } = this.options;
    const { inboundParkedDays = inboundParkedDaysDefault, letters, pool } = this.options;
    try {
      const reason = `nobody could handle it for ${inboundParkedDays} days`;
      await letters.expire(inboundParkedDays, (by) =>
        giveUpSealed(pool, { by }, { by: 'system-exchange', reason }),
      );
      while (!this.stopped && (await this.inbox.forgetFacts(inboundMemoryDays)) > 0);
    } catch (error) {
      onFailure?.('forgetting', error);
    }
  }

  private async publisherState(): Promise<SubscriberState> {
    const position = await this.places.through();
    const got = position > this.published || position >= (await this.options.log.head());
    if (got) this.publishing.progress(position);
    this.published = position;
    const state = this.publishing.state();
    return { ...state, position, ...(!this.isPublishing() && { state: 'standing-by' }) };
  }

  /** Asked for by everybody, done once; again after a failure: perhaps they were deleted. */
  private topics(): Promise<ReadonlyMap<string, number>> {
    this.partitions ??= this.cluster.ensureTopics(this.topicNames()).catch((error) => {
      this.partitions = undefined;
      throw error;
    });
    return this.partitions;
  }

  private topicNames(): readonly string[] {
    const contexts = [...new Set(this.options.publications.values())];
    const topics = [...contexts.map((context) => topicOf(context)), inboundTopic];
    return topics.flatMap((topic) => [topic, parkedTopic(topic)]);
  }

  private async drain(consumer: string, key: string): Promise<void> {
    const member = this.members.get(consumer)!;
    await this.lot.drain(consumer, key, (letter) => member.handleAgain(letter));
  }
}
