/**
 * Builds one table in memory. Past a bound the rows go to the table and are fetched again when an
 * event needs them, so memory stays bounded; rows that no event looks at again, as those of a
 * history table, go there once and at the speed of COPY.
 */
import type { Recorded } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { FoldFailed } from './failure';
import { KeyFilter } from './key-filter';
import type { AnyProjection, AnyRow } from './schema';
import type { TableStore } from './table-store';

/** Reading the whole table for a few rows is cheaper than an index, but not every time. */
const scansMax = 8;

export class TableBuild {
  readonly projection: AnyProjection;
  private readonly types: ReadonlySet<string>;
  private rows = new Map<string, AnyRow | null>();
  /** Those of `rows` that lie in the table as well. */
  private stored = new Set<string>();
  /** Every key that went to the table; none did while undefined. */
  private written: KeyFilter | undefined;
  private hasPrimaryKey = false;
  private scans = 0;

  constructor(
    private readonly store: TableStore,
    private readonly rowsMax: number,
  ) {
    this.projection = store.projection;
    this.types = new Set(this.projection.types);
  }

  /** Must be called with the events that `fold` is called with next. */
  async fetchFor(db: ClientBase, events: readonly Recorded[]): Promise<void> {
    if (!this.written) return;
    const wanted = new Set<string>();
    for (const event of events) {
      if (!this.types.has(event.type)) continue;
      for (const key of this.keysOf(event)) {
        if (!this.rows.has(key) && this.written.mayHold(key)) wanted.add(key);
      }
    }
    if (wanted.size === 0) return;
    if (++this.scans > scansMax) await this.ensurePrimaryKey(db);
    for (const row of await this.store.load(db, [...wanted])) {
      this.rows.set(row.id, row);
      this.stored.add(row.id);
    }
  }

  /** @throws FoldFailed */
  fold(event: Recorded): void {
    const { rows, projection } = this;
    try {
      for (const key of projection.keysOf(event)) {
        const row = projection.evolve(rows.get(key) ?? null, event, key);
        if (row || this.stored.has(key)) rows.set(key, row);
        else rows.delete(key);
      }
    } catch (error) {
      throw new FoldFailed(projection.table, event, error);
    }
  }

  /** @param share of the log that was read, from 0 to 1 */
  async spillWhenFull(db: ClientBase, share: number): Promise<void> {
    if (this.rows.size <= this.rowsMax) return;
    this.written ??= new KeyFilter((this.rows.size / Math.max(share, 0.001)) * 1.2);
    await this.spill(db);
  }

  async finish(db: ClientBase): Promise<void> {
    await this.spill(db);
    await this.ensurePrimaryKey(db);
    await this.store.addIndexes(db);
  }

  private async spill(db: ClientBase): Promise<void> {
    const { rows, stored } = this;
    this.rows = new Map();
    this.stored = new Set();
    if (stored.size > 0) await this.ensurePrimaryKey(db);
    await this.store.copy(db, this.fresh(rows, stored));
    const changed = [...stored].map((id) => rows.get(id)).filter((row) => row != null);
    await this.store.upsert(db, changed);
    await this.store.delete(db, [...stored].filter((id) => rows.get(id) === null));
  }

  /** Rows that the table does not hold yet. */
  private *fresh(rows: ReadonlyMap<string, AnyRow | null>, stored: ReadonlySet<string>) {
    for (const [id, row] of rows) {
      if (!row || stored.has(id)) continue;
      this.written?.add(id);
      yield row;
    }
  }

  private keysOf(event: Recorded): readonly string[] {
    try {
      return this.projection.keysOf(event);
    } catch (error) {
      throw new FoldFailed(this.projection.table, event, error);
    }
  }

  private async ensurePrimaryKey(db: ClientBase): Promise<void> {
    if (this.hasPrimaryKey) return;
    this.hasPrimaryKey = true;
    await this.store.addPrimaryKey(db);
  }
}
