/** Facts from outside systems: handled once, and parked with the reason where they cannot be. */
import { factName, type Letter, type Namer, type ParkingLot } from '@taizhang/exchange/parking';
import { Poison, type InboundFact, type InboundSubscription } from '@taizhang/kernel';
import type { KafkaMessage } from 'kafkajs';
import { arrivedFrom, factOf, rawOf, type Arrived, type Raw } from './cloud-event';
import { inboundTopic } from './cluster';
import type { Inbox } from './inbox';
import type { ParkedCopies } from './parked-copies';
import type { Batches } from './supervised-group';

type Parts = Readonly<{ inbox: Inbox; lot: ParkingLot; copies: ParkedCopies; letters: Namer }>;

/** The doorkeeper's name as a consumer. */
export const doorkeeper = 'inbound.doorkeeper';

const nothingToClose = async () => undefined;

/** What a fact says, undefined where the doorkeeper has to say why it cannot be read. */
function read(message: Arrived): InboundFact | undefined {
  try {
    return factOf(message);
  } catch (error) {
    if (error instanceof Poison) return undefined;
    throw error;
  }
}

/** One consumer of some types of facts; everything else is none of its business. */
export class InboundConsumer implements Batches {
  constructor(
    private readonly subscription: InboundSubscription,
    private readonly parts: Parts,
  ) {}

  async open() {
    const { types } = this.subscription;
    const handle = async (message: KafkaMessage) => {
      const fact = read(message);
      if (fact && types.includes(fact.type)) await this.deliver(fact, message);
    };
    return { handle, close: nothingToClose };
  }

  async handleAgain({ raw }: Letter): Promise<void> {
    await this.handleOnce(factOf(arrivedFrom(raw as Raw)));
  }

  private async deliver(fact: InboundFact, message: KafkaMessage): Promise<void> {
    const { consumer } = this.subscription;
    const { lot, copies } = this.parts;
    const id = await this.nameOfFact(fact);
    // Without a key the sender promises no order: each fact stands for itself.
    const key = message.key?.length ? await this.named(message.key.toString()) : id;
    const letter = { id, type: fact.type, topic: inboundTopic, key, raw: rawOf(message) };
    await lot.deliver({
      consumer,
      letter,
      describe: () => this.whose(fact),
      handle: () => this.handleOnce(fact),
      record: async () => undefined,
      onPoison: (reason) => copies.tellWithout(inboundTopic, consumer, message, { reason, id }),
    });
  }

  private async whose(fact: InboundFact) {
    const { aboutOf, personOf } = this.subscription;
    const known = aboutOf?.(fact) ?? null;
    return {
      about: known === null ? null : await this.parts.letters.nameOf(known),
      person: (await personOf?.(fact)) ?? null,
    };
  }

  /** Keys and ids of others may be account numbers: what is written down tells nothing. */
  private named = (words: string) => factName(this.parts.letters, words);

  private nameOfFact = ({ source, id }: InboundFact) => this.named(`${source} ${id}`);

  private async handleOnce(fact: InboundFact): Promise<void> {
    const { consumer, handle } = this.subscription;
    const { inbox } = this.parts;
    const name = await this.nameOfFact(fact);
    if (await inbox.isFactHandled(consumer, fact.source, [name, fact.id])) return;
    await handle(fact);
    await inbox.recordFact(consumer, fact.source, name);
  }
}

/**
 * Parks what nobody can read and what nobody acts on. A retry puts it on the topic once more,
 * where by now somebody may know it.
 */
export class InboundDoorkeeper implements Batches {
  constructor(
    private readonly knows: (type: string) => boolean,
    private readonly parts: Parts,
  ) {}

  async open(partition: number) {
    const handle = async (message: KafkaMessage) => {
      const fact = read(message);
      if (!fact || !this.knows(fact.type)) await this.park(message, partition, fact);
    };
    return { handle, close: nothingToClose };
  }

  async handleAgain({ raw }: Letter): Promise<void> {
    const message = arrivedFrom(raw as Raw);
    this.refuse(factOf(message));
    await this.parts.copies.send(inboundTopic, message);
  }

  private async park(message: KafkaMessage, partition: number, fact?: InboundFact) {
    const { lot, copies } = this.parts;
    // Under the place where it stands: it holds up nothing.
    const key = `${partition}/${message.offset}`;
    const letter = { id: key, type: fact?.type ?? 'unknown', topic: inboundTopic, key };
    await lot.deliver({
      consumer: doorkeeper,
      letter: { ...letter, raw: rawOf(message) },
      handle: async () => this.refuse(factOf(message)),
      record: async () => undefined,
      onPoison: (reason) =>
        copies.tellWithout(inboundTopic, doorkeeper, message, { reason, id: key }),
    });
  }

  private refuse({ type }: InboundFact): void {
    if (!this.knows(type)) throw new Poison(`nobody here acts on facts of type ${type}`);
  }
}
