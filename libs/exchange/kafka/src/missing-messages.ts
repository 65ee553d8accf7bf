/**
 * Messages that Kafka no longer holds although somebody has yet to handle them: a topic was
 * deleted, a disk lost, or nobody came before their retention ended. The log has them still. Where
 * later ones arrive, the consumer sees that it has missed something; here the others are found.
 */
import type { Admin } from 'kafkajs';
import type { Cluster } from './cluster';
import { placeName, type Reached } from './place';
import type { PublishedPlaces } from './published-places';

export class MissingMessages {
  /** Where those stood that waited for something at the last look. */
  private before = new Map<string, bigint>();

  constructor(
    private readonly cluster: Cluster,
    private readonly places: PublishedPlaces,
  ) {}

  /** Has published again what somebody waits for in vain. */
  async look(): Promise<void> {
    const waiting = await this.places.waiting();
    // Whoever is getting on is left alone.
    const stuck = waiting.filter((place) => this.before.get(placeName(place)) === place.position);
    this.before = new Map(waiting.map((place) => [placeName(place), place.position]));
    if (stuck.length === 0) return;
    const admin = this.cluster.kafka.admin();
    try {
      await admin.connect();
      for (const place of stuck) {
        if (await this.isAtTheEnd(admin, place)) await this.places.askAgain(place);
      }
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  /** Whether somebody is there, and has read whatever the partition holds. */
  private async isAtTheEnd(admin: Admin, { consumer, topic, partition }: Reached) {
    const [named, groupId] = [this.cluster.named(topic), this.cluster.group(consumer)];
    const { groups } = await admin.describeGroups([groupId]);
    if (!groups.some(({ members }) => members.length > 0)) return false;
    const ends = await admin.fetchTopicOffsets(named);
    const end = ends.find((one) => one.partition === partition);
    if (!end) return false;
    if (end.high === end.low) return true;
    const [read] = await admin.fetchOffsets({ groupId, topics: [named] });
    const offset = read?.partitions.find((one) => one.partition === partition)?.offset;
    return offset !== undefined && BigInt(offset) >= BigInt(end.high);
  }
}
