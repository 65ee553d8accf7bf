/**
 * Folds one table in memory during a build. Insert-only while it fits; past the bound the rows
 * go to the table and are fetched again when an event needs them, so memory stays bounded.
 */
import type { ClientBase } from 'pg';
import type { Recorded } from '@taizhang/kernel';
import type { AnyProjection, AnyRow } from './schema';
import type { TableStore } from './table-store';

export class FoldBuffer {
  private rows = new Map<string, AnyRow | null>();
  private spilled = false;
  private readonly types: ReadonlySet<string>;
  private readonly projection: AnyProjection;

  constructor(
    private readonly store: TableStore,
    private readonly schema: string,
    private readonly rowsMax: number,
  ) {
    this.projection = store.projection;
    this.types = new Set(this.projection.types);
  }

  async fold(db: ClientBase, events: readonly Recorded[]): Promise<void> {
    if (this.spilled) await this.fetch(db, events);
    const { rows, types, projection } = this;
    for (const event of events) {
      if (!types.has(event.type)) continue;
      for (const key of projection.keysOf(event)) {
        rows.set(key, projection.evolve(rows.get(key) ?? null, event, key));
      }
    }
    if (rows.size > this.rowsMax) await this.spill(db);
  }

  async finish(db: ClientBase): Promise<void> {
    if (this.spilled) return this.spill(db);
    await this.store.copy(db, present(this.rows));
    await this.store.addPrimaryKey(db, this.schema);
    this.rows = new Map();
  }

  private async fetch(db: ClientBase, events: readonly Recorded[]): Promise<void> {
    const missing = new Set<string>();
    for (const event of events) {
      if (!this.types.has(event.type)) continue;
      for (const key of this.projection.keysOf(event)) {
        if (!this.rows.has(key)) missing.add(key);
      }
    }
    for (const row of await this.store.load(db, [...missing])) this.rows.set(row.id, row);
  }

  private async spill(db: ClientBase): Promise<void> {
    const rows = this.rows;
    this.rows = new Map();
    if (!this.spilled) {
      this.spilled = true;
      await this.store.copy(db, present(rows));
      await this.store.addPrimaryKey(db, this.schema);
      return;
    }
    await this.store.upsert(db, [...present(rows)]);
    const gone = [...rows].filter(([, row]) => row === null).map(([id]) => id);
    await this.store.delete(db, gone);
  }
}

function* present(rows: ReadonlyMap<string, AnyRow | null>): Generator<AnyRow> {
  for (const row of rows.values()) if (row) yield row;
}
