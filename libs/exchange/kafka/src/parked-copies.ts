/**
 * Tells others what was parked and why, on `<topic>.parked`. The truth of what waits is in
 * PostgreSQL; these copies are for whoever watches the cluster.
 */
import type { Producer } from 'kafkajs';
import { rawOf, type Arrived } from './cloud-event';
import { parkedTopic, type Cluster } from './cluster';

/** By which its sender finds a message again. */
const openHeaders = new Set(['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time']);

export class ParkedCopies {
  private producer: Promise<Producer> | undefined;

  constructor(private readonly cluster: Cluster) {}

  /** May come twice, as every message. */
  async tell(topic: string, consumer: string, message: Arrived, reason: string): Promise<void> {
    const headers = { ...rawOf(message).headers, 'parked-by': consumer, 'parked-for': reason };
    await this.send(parkedTopic(topic), { ...message, headers });
  }

  /**
   * The same without what the message says: nobody knows whose words a message from outside holds,
   * and here they would stay longer than where they came from.
   */
  async tellWithout(
    topic: string,
    consumer: string,
    message: Arrived,
    { reason, id }: Readonly<{ reason: string; id: string }>,
  ): Promise<void> {
    const kept = Object.entries(rawOf(message).headers).filter(([name]) => openHeaders.has(name));
    const parked = { 'parked-by': consumer, 'parked-for': reason, 'parked-as': id };
    const headers = { ...Object.fromEntries(kept), ...parked };
    await this.send(parkedTopic(topic), { key: Buffer.from(id), value: null, headers });
  }

  /** Puts a message as it is on a topic. */
  async send(topic: string, { key, value, headers = {} }: Arrived): Promise<void> {
    const producer = await this.connected();
    await producer.send({
      topic: this.cluster.named(topic),
      acks: -1,
      messages: [{ key, value, headers }],
    });
  }

  async close(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    await producer?.disconnect().catch(() => undefined);
  }

  private connected(): Promise<Producer> {
    this.producer ??= this.connect().catch((error) => {
      this.producer = undefined;
      throw error;
    });
    return this.producer;
  }

  private async connect(): Promise<Producer> {
    const producer = this.cluster.kafka.producer({ maxInFlightRequests: 1 });
    await producer.connect();
    return producer;
  }
}
