/**
 * A consumer group's member that stays alive. kafkajs gives up on some errors, goes round in
 * circles on others, and may be dead while it looks healthy: whatever ends or falls silent is
 * thrown away and begun anew.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';

type Offsets = ReturnType<EachBatchPayload['uncommittedOffsets']>;

export type HandleOne = (message: KafkaMessage) => Promise<void>;

/** Who takes the messages of a partition. */
export interface Batches {
  /** Before a batch: gives what handles its messages one by one, and what closes it. */
  open(partition: number): Promise<Readonly<{ handle: HandleOne; close(): Promise<void> }>>;
}

export type GroupWork = Batches &
  Readonly<{
    groupId: string;
    /** As the cluster calls it. */
    topic: string;
    sessionTimeoutMs: number;
    /** A member that gives no sign of life for so long is taken for dead. */
    silenceMsMax?: number;
    /** Before each beginning. */
    prepare(): Promise<void>;
    /** Told why something did not work, null when it works again. */
    tell(failure: unknown): Promise<void>;
  }>;

const retryMsMin = 100;
const retryMsMax = 10_000;
const restartMsMax = 3_000;
/**
 * Offsets are a cache: what was handled is on record elsewhere, passed over if it comes again. They
 * are committed so much later: what says how far a consumer got is on disk by then, and a crash
 * that loses it makes Kafka tell it once more.
 */
const commitAfterMs = 1_000;
const defaultSilenceMsMax = 45_000;

export class SupervisedGroup {
  private readonly stopping = new AbortController();
  private readonly failures = new Map<number, number>();
  private readonly running: Promise<void>;
  private lastSignMs = 0;
  private pause = retryMsMin;
  private uncommitted: EachBatchPayload['uncommittedOffsets'] | undefined;
  private settling: { offsets: Offsets; sinceMs: number } | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly work: GroupWork,
  ) {
    this.running = this.supervise();
  }

  /** Waits for the message that is being handled. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async supervise(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.member();
      } catch (error) {
        await this.work.tell(error);
      }
      await delay(this.pause, undefined, { signal }).catch(() => undefined);
      this.pause = Math.min(this.pause * 2, restartMsMax);
    }
  }

  /** One membership, from joining to its end. @throws why it ended, unless it was told to */
  private async member(): Promise<void> {
    const { groupId, topic, sessionTimeoutMs: sessionTimeout } = this.work;
    await this.work.prepare();
    if (this.stopping.signal.aborted) return;
    const consumer = this.kafka.consumer({
      groupId,
      sessionTimeout,
      rebalanceTimeout: sessionTimeout,
      heartbeatInterval: Math.min(3_000, sessionTimeout / 3),
      // Also how long a partition may wait after its pause: fetches are not interrupted.
      maxWaitTimeInMs: 250,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: never },
    });
    const over = this.endOf(consumer);
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        eachBatchAutoResolve: false,
        // Not after each batch, which may be one message.
        autoCommit: false,
        partitionsConsumedConcurrently: 6,
        eachBatch: (payload) => this.batch(payload),
      });
      await over.promise;
    } finally {
      over.forget();
      if (this.stopping.signal.aborted) await this.commitLast(consumer).catch(() => undefined);
      const left = consumer.disconnect().catch(() => undefined);
      // A member that is stuck must not keep its successor waiting.
      if (this.stopping.signal.aborted) await left;
      else await Promise.race([left, delay(5_000, undefined, { ref: false })]);
    }
  }

  private endOf(consumer: Consumer) {
    const { CRASH, STOP, DISCONNECT, GROUP_JOIN, HEARTBEAT, FETCH } = consumer.events;
    const { signal } = this.stopping;
    const { silenceMsMax = defaultSilenceMsMax } = this.work;
    const alive = () => void (this.lastSignMs = performance.now());
    alive();
    const forgotten = new AbortController();
    let watch: NodeJS.Timeout | undefined;
    const promise = new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(), { signal: forgotten.signal });
      if (signal.aborted) resolve();
      consumer.on(CRASH, ({ payload }) => reject(payload.error));
      for (const event of [STOP, DISCONNECT] as const) {
        consumer.on(event, () => reject(new Error('The consumer has ended without an error')));
      }
      consumer.on(GROUP_JOIN, () => {
        this.pause = retryMsMin;
        // The partitions may be others.
        this.settling = undefined;
        void this.work.tell(null);
      });
      for (const event of [HEARTBEAT, FETCH] as const) consumer.on(event, alive);
      watch = setInterval(() => {
        if (performance.now() - this.lastSignMs < silenceMsMax) return;
        reject(new Error(`No sign of life from the consumer for ${silenceMsMax} ms`));
      }, silenceMsMax / 20);
    });
    // Whoever gives up before waiting for the end has said why.
    promise.catch(() => undefined);
    const forget = () => {
      clearInterval(watch);
      forgotten.abort();
    };
    return { promise, forget };
  }

  private async batch({
    batch,
    resolveOffset,
    heartbeat,
    isRunning,
    isStale,
    pause,
    commitOffsetsIfNecessary,
    uncommittedOffsets,
  }: EachBatchPayload) {
    const { partition, messages } = batch;
    this.uncommitted = uncommittedOffsets;
    const going = () => isRunning() && !isStale() && !this.stopping.signal.aborted;
    try {
      const { handle, close } = await this.work.open(partition);
      for (const message of messages) {
        if (!going()) return;
        await handle(message);
        resolveOffset(message.offset);
        if (this.failures.delete(partition)) await this.work.tell(null);
        await heartbeat();
      }
      await close();
      await this.commitSettled(commitOffsetsIfNecessary);
    } catch (error) {
      // Kafka's own errors (the group rebalances) are for kafkajs to act upon.
      if (String((error as Error | null)?.name).startsWith('KafkaJS')) throw error;
      await this.work.tell(error);
      this.wait(partition, pause);
    }
  }

  private async commitSettled(commit: EachBatchPayload['commitOffsetsIfNecessary']): Promise<void> {
    const { settling, uncommitted } = this;
    const nowMs = performance.now();
    if (settling && nowMs - settling.sinceMs < commitAfterMs) return;
    this.settling = uncommitted && { offsets: uncommitted(), sinceMs: nowMs };
    if (settling && settling.offsets.topics.length > 0) await commit(settling.offsets);
  }

  private async commitLast(consumer: Consumer): Promise<void> {
    const topics = this.uncommitted?.().topics ?? [];
    const offsets = topics.flatMap(({ topic, partitions }) =>
      partitions.map((of) => ({ topic, ...of })),
    );
    if (offsets.length > 0) await consumer.commitOffsets(offsets);
  }

  /** This partition waits, longer and longer; the others go on. */
  private wait(partition: number, pause: () => () => void): void {
    const failures = this.failures.get(partition) ?? 0;
    this.failures.set(partition, failures + 1);
    const resume = pause();
    const waitMs = Math.min(retryMsMin * 2 ** failures, retryMsMax);
    setTimeout(resume, waitMs).unref();
  }
}

const never = async () => false;
