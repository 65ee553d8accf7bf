/**
 * Builds one table in memory. Past a bound the rows go to the table and are fetched again when an
 * event needs them, so memory stays bounded; rows that no event looks at again, as those of a
 * history table, go there once and at the speed of COPY.
 */
import type { Recorded } from '@taizhang/kernel';
import type { ClientBase } from 'pg';
import { KeyFilter } from './key-filter';
import { addParked, parkedOf } from './parked-events';
import { ParkingFold } from './parking-fold';
import type { AnyProjection, AnyRow } from './schema';
import type { TableStore } from './table-store';

/** Reading the whole table for a few rows is cheaper than an index, but not every time. */
const scansMax = 8;

export class TableBuild {
  readonly projection: AnyProjection;
  /** Parks what cannot be taken in, as live running does. */
  private readonly parking: ParkingFold;
  /** Null where an event took away a row that lies in the table. */
  private rows = new Map<string, AnyRow | null>();
  /** Those of `rows` that lie in the table as well. */
  private stored = new Set<string>();
  /** Every key that went to the table; none did while undefined. */
  private written: KeyFilter | undefined;
  /** What must wait for a row that may lie in the table, in order. */
  private waiting: { event: Recorded; key: string }[] = [];
  private hasPrimaryKey = false;
  private scans = 0;

  constructor(
    private readonly store: TableStore,
    private readonly rowsMax: number,
  ) {
    this.projection = store.projection;
    this.parking = new ParkingFold(store.projection);
  }

  fold(event: Recorded): void {
    for (const key of this.parking.keysOf(event)) {
      const row = this.rows.get(key);
      // Each key is folded by itself: one may wait while the others go on.
      if (row === undefined && this.written?.mayHold(key)) this.waiting.push({ event, key });
      else this.evolve(row ?? null, event, key);
    }
  }

  /**
   * To be called after each page of events: settles what waits for rows in the table, and makes
   * room in memory.
   * @param share of the log that was read, from 0 to 1
   */
  async endPage(db: ClientBase, share: number): Promise<void> {
    if (this.waiting.length > 0) await this.foldWaiting(db);
    await addParked(db, this.store.schema, this.parking.takeQueued());
    if (this.rows.size <= this.rowsMax) return;
    this.written ??= new KeyFilter((this.rows.size / share) * 1.2);
    await this.spill(db);
  }

  /** Everything goes to the table, so that it can be committed and gone on with. */
  async settle(db: ClientBase, share: number): Promise<void> {
    this.written ??= new KeyFilter((this.rows.size / share) * 1.2);
    await this.spill(db);
    this.store.isNew = false;
  }

  /** Goes on with a table that an earlier run has settled. */
  async goOn(db: ClientBase, share: number): Promise<void> {
    this.store.isNew = false;
    this.hasPrimaryKey = await this.store.hasPrimaryKey(db);
    this.written = new KeyFilter(((await this.store.count(db)) / share) * 1.2);
    for await (const id of this.store.ids(db)) this.written.add(id);
    this.parking.remember(await parkedOf(db, this.store.schema));
  }

  async finish(db: ClientBase): Promise<void> {
    await this.spill(db);
    await this.ensurePrimaryKey(db);
    await this.store.addIndexes(db);
  }

  private evolve(row: AnyRow | null, event: Recorded, key: string): void {
    const next = this.parking.evolve(row, event, key);
    if (next === undefined) return;
    if (next || this.stored.has(key)) this.rows.set(key, next);
    else if (row) this.rows.delete(key);
  }

  private async foldWaiting(db: ClientBase): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    if (++this.scans > scansMax) await this.ensurePrimaryKey(db);
    for (const row of await this.store.load(db, [...new Set(waiting.map(({ key }) => key))])) {
      this.rows.set(row.id, row);
      this.stored.add(row.id);
    }
    for (const { event, key } of waiting) this.evolve(this.rows.get(key) ?? null, event, key);
  }

  private async spill(db: ClientBase): Promise<void> {
    const { rows, stored } = this;
    this.rows = new Map();
    this.stored = new Set();
    await this.store.copy(db, this.fresh(rows, stored));
    if (stored.size === 0) return;
    await this.ensurePrimaryKey(db);
    const changed = [...stored].map((id) => rows.get(id)).filter((row) => row != null);
    await this.store.upsert(db, changed);
    await this.store.delete(
      db,
      [...stored].filter((id) => rows.get(id) === null),
    );
  }

  /** Rows that the table does not hold yet. */
  private *fresh(rows: ReadonlyMap<string, AnyRow | null>, stored: ReadonlySet<string>) {
    for (const [id, row] of rows) {
      if (!row || stored.has(id)) continue;
      this.written?.add(id);
      yield row;
    }
  }

  private async ensurePrimaryKey(db: ClientBase): Promise<void> {
    if (this.hasPrimaryKey) return;
    this.hasPrimaryKey = true;
    await this.store.addPrimaryKey(db);
  }
}
