/** One read model that is kept up to date: its tables and where it stands. */
import {
  schemaOf,
  type EventLog,
  type FailureClass,
  type FeedPage,
  type ReadModel,
  type Recorded,
  type SubscriberState,
} from '@taizhang/kernel';
import { inTransaction, onConnection, rolledBackOnFailure } from '@taizhang/platform/database';
import { failureClassOf } from '@taizhang/platform/subscribers';
import type { ClientBase, Pool } from 'pg';
import { rangeWidthOf } from './applied-ranges';
import { ModelPage, storesOf } from './apply';
import { ensureBookkeeping } from './bookkeeping';
import { movingCheckpoint, type Checkpoint } from './checkpoints';
import { reasonOf } from './failure';
import { positionIn } from './schema';
import { several } from './several';
import type { TableStore } from './table-store';
import { endingByItself, heldMsMax, withinTime } from './within-time';

export type LiveState = Readonly<{
  state: 'live' | 'failed' | 'stopped';
  position: bigint;
  /** Why it fails, for operators; carries no personal data. */
  failure: string | null;
}>;

/** The checkpoint is not where we left it: a rebuild was switched in, or another process works. */
export class CheckpointMoved extends Error {}

export type LiveModelOptions = Readonly<{
  /** A page that takes longer is given up: the connection may be dead without telling. */
  answerMsMax: number;
  /** Called when something was parked, before anybody is told that its page was taken in. */
  onParked?: (() => void) | undefined;
}>;

export class LiveModel {
  private position = 0n;
  private state: LiveState['state'] = 'stopped';
  private failure: string | null = null;
  private failureClass: FailureClass | null = null;
  private failingSinceMs: number | null = null;
  private progressAt: Date | null = null;
  private readonly schema: string;
  private readonly stores: readonly TableStore[];
  /** Of the events that any of its tables looks at. */
  private readonly types: ReadonlySet<string>;
  private readonly rangeWidth: number;

  constructor(
    log: EventLog,
    private readonly pool: Pool,
    readonly model: ReadModel,
    private readonly options: LiveModelOptions,
  ) {
    this.rangeWidth = rangeWidthOf(log);
    this.schema = schemaOf(model);
    this.stores = storesOf(this.schema, model);
    this.types = new Set(this.stores.flatMap(({ projection }) => projection.types));
  }

  current(): LiveState {
    const { state, position, failure } = this;
    return { state, position, failure };
  }

  /** For operators of the whole installation. */
  subscriber(): Omit<SubscriberState, 'restarts' | 'restartReason'> {
    const { schema: name, position, failure, failureClass, progressAt } = this;
    const state = this.state === 'failed' ? 'failing' : 'running';
    return { name, kind: 'read-model', state, position, progressAt, failure, failureClass };
  }

  /** How long it has been failing, in milliseconds; 0 while it does not. */
  failingMs(): number {
    return this.failingSinceMs === null ? 0 : performance.now() - this.failingSinceMs;
  }

  /** Looks up where it stands. @throws when it was never built */
  async resume(): Promise<void> {
    const position = await inTransaction(this.pool, async (db) => {
      // All models may wait for whoever holds the checkpoints, each on a connection of the pool.
      await db.query(`SET LOCAL lock_timeout = ${heldMsMax}`);
      return positionIn(db, this.schema);
    });
    if (position === null) throw new Error(`${this.schema} was not built yet`);
    await ensureBookkeeping(this.pool, this.schema, position);
    this.position = position;
  }

  /** What a page holds for it. */
  newsOf({ events }: FeedPage): ModelPage {
    const isNews = ({ position, type }: Recorded) =>
      position > this.position && this.types.has(type);
    return new ModelPage(this.stores, events.filter(isNews), this.rangeWidth);
  }

  /** @throws CheckpointMoved, or what database or fold throw; nothing is changed then */
  async apply(page: FeedPage): Promise<void> {
    const { through } = page;
    if (through > this.position) {
      const news = this.newsOf(page);
      await onConnection(this.pool, (db) =>
        withinTime(db, this.options.answerMsMax, () =>
          rolledBackOnFailure(db, () => this.take(db, news, through)),
        ),
      );
    }
    this.reached(through);
  }

  /** Two messages make the whole transaction: they are most of what a page costs. */
  private async take(db: ClientBase, news: ModelPage, through: bigint): Promise<void> {
    const move = movingCheckpoint(this.checkpoint(), through);
    const questions = news.isEmpty ? [] : news.questions();
    const begin = ['BEGIN', endingByItself(this.options)];
    const [, , moved, ...answers] = await several(db, [...begin, move, ...questions]);
    if (moved!.rowCount !== 1) throw new CheckpointMoved(this.schema);
    const effects = news.isEmpty ? [] : await news.effects(db, answers);
    await several(db, [...effects, 'COMMIT']);
    this.committed(news);
  }

  /** Its rows, and what of them waits, are seen by everybody. */
  committed(news: ModelPage): void {
    if (news.parks) this.options.onParked?.();
  }

  fail(error: unknown): void {
    this.state = 'failed';
    this.failure = reasonOf(error);
    this.failureClass = failureClassOf(error);
    this.failingSinceMs ??= performance.now();
  }

  stop(): void {
    this.state = 'stopped';
  }

  checkpoint(): Checkpoint {
    return [this.schema, this.position];
  }

  /** Everything up to `through` is taken in. */
  reached(through: bigint): void {
    if (through > this.position) this.position = through;
    this.state = 'live';
    this.failure = null;
    this.failureClass = null;
    this.failingSinceMs = null;
    this.progressAt = new Date();
  }
}

/** Where the one stands that is furthest behind. */
export const leastPosition = (models: ReadonlySet<LiveModel>): bigint =>
  [...models]
    .map((model) => model.current().position)
    .reduce((least, position) => (position < least ? position : least));
