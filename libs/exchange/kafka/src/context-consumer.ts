/** One consumer of what a context publishes. */
import type { Letter, ParkingLot } from '@taizhang/exchange/parking';
import {
  Poison,
  publishedFrom,
  type EventLog,
  type Published,
  type Subscription,
} from '@taizhang/kernel';
import type { PassedOver } from '@taizhang/platform/subscribers';
import type { KafkaMessage } from 'kafkajs';
import { arrivedFrom, glanceAt, publishedOf, rawOf, type Glance, type Raw } from './cloud-event';
import type { Inbox } from './inbox';
import type { LogEnd } from './log-end';
import type { ParkedCopies } from './parked-copies';
import type { Place, Reached } from './place';
import type { PublishedPlaces } from './published-places';
import type { Batches } from './supervised-group';

type Parts = Readonly<{
  inbox: Inbox;
  places: PublishedPlaces;
  /** Where batches held nothing for their consumers. */
  passed: PassedOver<Reached>;
  lot: ParkingLot;
  copies: ParkedCopies;
  log: EventLog;
  end: LogEnd;
  check: ((message: Published) => string | undefined) | undefined;
  reveal(message: Published): Promise<Published>;
}>;

export class ContextConsumer implements Batches {
  /** Up to where nothing is missing, by partition, as far as this process has seen it. */
  private readonly whole = new Map<number, bigint>();

  constructor(
    private readonly subscription: Subscription,
    private readonly parts: Parts,
  ) {}

  async open(partition: number) {
    const { consumer, topic, types } = this.subscription;
    const place = { consumer, topic, partition };
    // Asked for only where a batch holds something: most hold nothing for most consumers.
    let done: bigint | undefined;
    let passed: bigint | undefined;
    const pass = (position: bigint) => {
      this.seen(partition, position);
      passed = position;
    };
    return {
      handle: async (message: KafkaMessage) => {
        const glance = glanceAt(message);
        // It comes again, behind what is missing.
        if (glance && (await this.isBehindGap(place, glance))) return;
        if (glance && !types.includes(glance.type)) return pass(glance.position);
        const published = this.read(message);
        if (published === undefined) return this.parkBroken(message, partition);
        const { position, type } = published;
        if (!types.includes(type)) return pass(position);
        if (await this.parts.end.isBeyond(position)) return this.parkBroken(message, partition);
        done ??= await this.parts.inbox.doneThrough(place);
        // Published twice: first occurrences are in order, so what is behind was here before.
        if (position > done) {
          await this.deliver(published, message, partition);
          done = position;
          passed = undefined;
        }
        this.seen(partition, position);
      },
      close: async () => {
        if (passed === undefined) return;
        const key = `${consumer} ${topic} ${partition}`;
        this.parts.passed.pass(key, { ...place, position: passed });
      },
    };
  }

  /**
   * Whether something was published before it that never came here: handled now, it would be taken
   * for a sign that all before it was handled too.
   */
  private async isBehindGap(place: Place, { position, previous }: Glance): Promise<boolean> {
    const { inbox, places, end } = this.parts;
    if (previous <= (this.whole.get(place.partition) ?? -1n) || previous >= position) return false;
    const done = await inbox.doneThrough(place);
    // A claim that no log of ours bears out is nobody's gap.
    if (previous <= done || (await end.isBeyond(previous))) return false;
    await places.askAgain({ ...place, position: done });
    return true;
  }

  private seen(partition: number, position: bigint): void {
    if (position > (this.whole.get(partition) ?? -1n)) this.whole.set(partition, position);
  }

  /** What was parked, from the log again: a message that is of no event there is not believed. */
  async handleAgain({ id, key, topic, raw }: Letter): Promise<void> {
    const told = raw ? publishedOf(arrivedFrom(raw as Raw), topic) : { id, key };
    const stream = await this.parts.log.readStream(told.key);
    const event = stream.find((recorded) => recorded.id === told.id);
    if (!event && raw) throw notOurs();
    if (!event) throw new Error(`Event ${id} is not in stream ${key} of the log`);
    return this.handleChecked(publishedFrom(event, topic));
  }

  private read(message: KafkaMessage): Published | undefined {
    try {
      return publishedOf(message, this.subscription.topic);
    } catch (error) {
      if (error instanceof Poison) return undefined;
      throw error;
    }
  }

  private async handleRevealed(published: Published): Promise<void> {
    await this.handleChecked(await this.parts.reveal(published));
  }

  private async handleChecked(published: Published): Promise<void> {
    const misfit = this.parts.check?.(published);
    if (misfit !== undefined) throw new Poison(`contract: ${misfit}`);
    await this.subscription.handle(published);
  }

  private async deliver(published: Published, message: KafkaMessage, partition: number) {
    const { consumer, topic } = this.subscription;
    const { lot, inbox, copies } = this.parts;
    const { id, type, key, position } = published;
    await lot.deliver({
      consumer,
      letter: { id, type, topic, key },
      handle: () => this.handleRevealed(published),
      record: (database) => inbox.record({ consumer, topic, partition, position }, database),
      onPoison: (reason) => copies.tell(topic, consumer, message, reason),
    });
  }

  /** Nobody can say what it is: it waits alone, under the place where it stands. */
  private async parkBroken(message: KafkaMessage, partition: number): Promise<void> {
    const { consumer, topic } = this.subscription;
    const key = `${topic}/${partition}/${message.offset}`;
    await this.parts.lot.deliver({
      consumer,
      letter: { id: key, type: 'unknown', topic, key, raw: rawOf(message) },
      handle: async () => {
        const { position } = publishedOf(message, topic);
        if (await this.parts.end.isBeyond(position)) throw notOurs();
      },
      record: async () => undefined,
      onPoison: (reason) =>
        this.parts.copies.tellWithout(topic, consumer, message, { reason, id: key }),
    });
  }
}

const notOurs = () => new Poison('not an event of ours: the log does not hold it');
