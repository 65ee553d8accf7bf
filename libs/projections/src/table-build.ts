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
import { RowText } from './row-text';
import type { AnyProjection, AnyRow } from './schema';
import type { TableStore } from './table-store';

/** Reading the whole table for a few rows is cheaper than an index, but not every time. */
const scansMax = 8;
/** Finished rows wait in memory as text of so many characters. */
const textLengthMax = 2_000_000;

/** `row` is null where an event took away a row that lies in the table. */
type Cell = { row: AnyRow | null; stored: boolean };
type Cells = Map<string, Cell>;

export class TableBuild {
  readonly projection: AnyProjection;
  /** Parks what cannot be taken in, as live running does. */
  private readonly parking: ParkingFold;
  /** Changed in place: a map of rows would be looked up twice for every event. */
  private cells: Cells = new Map();
  /** Every key that went to the table; none did while undefined. */
  private written: KeyFilter | undefined;
  /** What must wait for a row that may lie in the table, in order. */
  private waiting: { event: Recorded; key: string }[] = [];
  private readonly finished: RowText;
  private hasPrimaryKey = false;
  private scans = 0;

  constructor(
    private readonly store: TableStore,
    private readonly rowsMax: number,
  ) {
    this.projection = store.projection;
    this.parking = new ParkingFold(store.projection);
    this.finished = new RowText(store.lineOf);
  }

  fold(event: Recorded): void {
    const { keyedByEvent } = this.projection;
    const keys = this.parking.keysOf(event);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!;
      if (keyedByEvent) this.foldOnce(event, key);
      else this.foldInto(event, key);
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
    if (this.finished.length > textLengthMax) await this.copyFinished(db);
    if (this.cells.size <= this.rowsMax) return;
    this.written ??= new KeyFilter((this.cells.size / share) * 1.2);
    await this.spill(db);
  }

  /** Everything goes to the table, so that it can be committed and gone on with. */
  async settle(db: ClientBase, share: number): Promise<void> {
    this.written ??= new KeyFilter((this.cells.size / share) * 1.2);
    await this.copyFinished(db);
    await this.spill(db);
    this.store.isNew = false;
  }

  /** Goes on with a table that an earlier run has settled. */
  async goOn(db: ClientBase, share: number): Promise<void> {
    this.store.isNew = false;
    this.hasPrimaryKey = await this.store.hasPrimaryKey(db);
    this.parking.remember(await parkedOf(db, this.store.schema));
    // No later event looks at those rows.
    if (this.projection.keyedByEvent) return;
    this.written = new KeyFilter(((await this.store.count(db)) / share) * 1.2);
    for await (const id of this.store.ids(db)) this.written.add(id);
  }

  async finish(db: ClientBase): Promise<void> {
    await this.copyFinished(db);
    await this.spill(db);
    await this.ensurePrimaryKey(db);
    await this.store.addIndexes(db);
  }

  /** Its row is complete with this one event. */
  private foldOnce(event: Recorded, key: string): void {
    const row = this.parking.evolve(null, event, key);
    if (row) this.finished.add(row);
  }

  private foldInto(event: Recorded, key: string): void {
    const cell = this.cells.get(key);
    // Each key is folded by itself: one may wait while the others go on.
    if (cell) this.evolve(cell, event, key);
    else if (this.written?.mayHold(key)) this.waiting.push({ event, key });
    else {
      const row = this.parking.evolve(null, event, key);
      if (row) this.cells.set(key, { row, stored: false });
    }
  }

  private evolve(cell: Cell, event: Recorded, key: string): void {
    const row = this.parking.evolve(cell.row, event, key);
    if (row === undefined) return;
    cell.row = row;
    if (!cell.row && !cell.stored) this.cells.delete(key);
  }

  private async foldWaiting(db: ClientBase): Promise<void> {
    const { waiting, cells } = this;
    this.waiting = [];
    if (++this.scans > scansMax) await this.ensurePrimaryKey(db);
    for (const row of await this.store.load(db, [...new Set(waiting.map(({ key }) => key))])) {
      cells.set(row.id, { row, stored: true });
    }
    for (const { event, key } of waiting) {
      const cell = cells.get(key) ?? { row: null, stored: false };
      cells.set(key, cell);
      this.evolve(cell, event, key);
    }
  }

  private async copyFinished(db: ClientBase): Promise<void> {
    if (this.finished.length > 0) await this.store.copyText(db, this.finished.take());
  }

  private async spill(db: ClientBase): Promise<void> {
    const { cells, written } = this;
    this.cells = new Map();
    const text = new RowText(this.store.lineOf);
    const changed: AnyRow[] = [];
    const gone: string[] = [];
    for (const [key, { row, stored }] of cells) {
      if (stored && row) changed.push(row);
      else if (stored) gone.push(key);
      else if (row) {
        written?.add(key);
        text.add(row);
        if (text.length <= textLengthMax) continue;
        await this.store.copyText(db, text.take());
      }
    }
    if (text.length > 0) await this.store.copyText(db, text.take());
    if (changed.length + gone.length === 0) return;
    await this.ensurePrimaryKey(db);
    await this.store.upsert(db, changed);
    await this.store.delete(db, gone);
  }

  private async ensurePrimaryKey(db: ClientBase): Promise<void> {
    if (this.hasPrimaryKey) return;
    this.hasPrimaryKey = true;
    await this.store.addPrimaryKey(db);
  }
}
