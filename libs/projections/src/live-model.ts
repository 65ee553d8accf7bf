/** One read model that is kept up to date: its tables and where it stands. */
import {
  schemaOf,
  type FailureClass,
  type FeedPage,
  type ReadModel,
  type SubscriberState,
} from '@taizhang/kernel';
import { failureClassOf } from '@taizhang/platform/subscribers';
import type { ClientBase, Pool } from 'pg';
import { applyEvents, storesOf } from './apply';
import { ensureBookkeeping } from './bookkeeping';
import { reasonOf } from './failure';
import { positionIn } from './schema';
import type { TableStore } from './table-store';
import { inTransaction } from './transaction';
import { withinTime } from './within-time';

export type LiveState = Readonly<{
  state: 'live' | 'failed' | 'stopped';
  position: bigint;
  /** Why it fails, for operators; carries no personal data. */
  failure: string | null;
}>;

/** The checkpoint is not where we left it: a rebuild was switched in, or another process works. */
export class CheckpointMoved extends Error {}

export class LiveModel {
  private position = 0n;
  private state: LiveState['state'] = 'stopped';
  private failure: string | null = null;
  private failureClass: FailureClass | null = null;
  private failingSinceMs: number | null = null;
  private progressAt: Date | null = null;
  private readonly schema: string;
  private readonly stores: readonly TableStore[];

  constructor(
    private readonly pool: Pool,
    readonly model: ReadModel,
    /** A page that takes longer is given up: the connection may be dead without telling. */
    private readonly answerMsMax: number,
  ) {
    this.schema = schemaOf(model);
    this.stores = storesOf(this.schema, model);
  }

  current(): LiveState {
    const { state, position, failure } = this;
    return { state, position, failure };
  }

  /** For operators of the whole installation. */
  subscriber(): Omit<SubscriberState, 'restarts' | 'restartReason'> {
    const { schema: name, position, failure, failureClass, progressAt } = this;
    const state = this.state === 'live' ? 'running' : 'failing';
    return { name, kind: 'read-model', state, position, progressAt, failure, failureClass };
  }

  /** How long it has been failing, in milliseconds; 0 while it does not. */
  failingMs(): number {
    return this.failingSinceMs === null ? 0 : performance.now() - this.failingSinceMs;
  }

  /** Looks up where it stands. @throws when it was never built */
  async resume(): Promise<void> {
    const position = await positionIn(this.pool, this.schema);
    if (position === null) throw new Error(`${this.schema} was not built yet`);
    await ensureBookkeeping(this.pool, this.schema, position);
    this.position = position;
  }

  /** @throws CheckpointMoved, or what database or fold throw; nothing is changed then */
  async apply({ events, through }: FeedPage): Promise<void> {
    if (through > this.position) {
      const from = this.position;
      const news = events.filter(({ position }) => position > from);
      await inTransaction(this.pool, (db) =>
        withinTime(db, this.answerMsMax, async () => {
          // A crash may lose the last pages together with their checkpoint: they are read again.
          await db.query('SET LOCAL synchronous_commit = off');
          await this.advance(db, from, through);
          await applyEvents(db, this.stores, news);
        }),
      );
      this.position = through;
    }
    this.state = 'live';
    this.failure = null;
    this.failureClass = null;
    this.failingSinceMs = null;
    this.progressAt = new Date();
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

  private async advance(db: ClientBase, from: bigint, to: bigint): Promise<void> {
    const { rowCount } = await db.query(
      `UPDATE projections.checkpoints SET position = $3, updated_at = now()
       WHERE read_model = $1 AND position = $2`,
      [this.schema, from, to],
    );
    if (rowCount !== 1) throw new CheckpointMoved(this.schema);
  }
}
