/**
 * Builds one table in memory. Rows that events touch now are objects, those of long ago bytes, and
 * past a bound the eldest go to the table, to be fetched again when an event needs them after all:
 * memory stays bounded. Rows that no event looks at again, as those of a history table, go there
 * once and at the speed of COPY.
 */
import type { Recorded } from '@taizhang/kernel';
import type { BuildWrites } from './build-writes';
import { FrozenRows } from './frozen-rows';
import { KeyFilter } from './key-filter';
import { addParked, parkedOf } from './parked-events';
import { ParkingFold } from './parking-fold';
import { RowText } from './row-text';
import type { AnyProjection, AnyRow } from './schema';
import type { TableStore } from './table-store';

/** Reading the whole table for a few rows is cheaper than an index, but not every time. */
const scansMax = 8;
/** Finished rows wait in memory as so many bytes. */
const textBytesMax = 1_000_000;
/** Beyond so many, rows that no event has touched while as many others came are frozen. */
const warmRowsDefault = 2_000;
/** Events that wait for rows which lie in the table. */
const waitingMax = 1_000;

/** `row` is null where an event took away a row that lies in the table. */
type Cell = { row: AnyRow | null; readonly stored: boolean };
type Cells = Map<string, Cell>;

export type TableBuildOptions = Readonly<{ rowsInMemoryMax?: number; warmRowsMax?: number }>;

export class TableBuild {
  readonly projection: AnyProjection;
  /** Parks what cannot be taken in, as live running does. */
  private readonly parking: ParkingFold;
  /** Changed in place: a map of rows would be looked up twice for every event. */
  private warm: Cells = new Map();
  /** Those that were warm before; whoever is touched here is warm again. */
  private cooling: Cells = new Map();
  /** At rest, and not in the table. */
  private readonly frozen: FrozenRows;
  /** At rest, and different from what the table holds. */
  private changed: Cells = new Map();
  /** Every key that went to the table; none did while undefined. */
  private written: KeyFilter | undefined;
  /** What must wait for a row that may lie in the table, in order. */
  private waiting: { event: Recorded; key: string }[] = [];
  private readonly finished: RowText;
  private readonly rowsMax: number;
  private readonly warmMax: number;
  private created = 0;
  private hasPrimaryKey = false;
  private scans = 0;

  constructor(
    private readonly store: TableStore,
    private readonly writes: BuildWrites,
    { rowsInMemoryMax = Infinity, warmRowsMax = warmRowsDefault }: TableBuildOptions,
  ) {
    this.rowsMax = rowsInMemoryMax;
    this.warmMax = warmRowsMax;
    this.projection = store.projection;
    this.parking = new ParkingFold(store.projection);
    this.frozen = new FrozenRows(store);
    this.finished = new RowText(store.lineOf);
  }

  /** Of the rows at rest. */
  get bytes(): number {
    return this.frozen.bytes;
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
  async endPage(share: number): Promise<void> {
    if (this.waiting.length > waitingMax) await this.foldWaiting();
    this.park();
    if (this.finished.length > textBytesMax) this.copyFinished();
    if (this.warm.size > this.warmMax) {
      this.freeze(this.cooling);
      this.cooling = this.warm;
      this.warm = new Map();
    }
    if (this.changed.size > this.warmMax) this.upsertChanged();
    if (this.warm.size + this.cooling.size + this.frozen.size <= this.rowsMax) return;
    await this.foldWaiting();
    this.spill(share);
  }

  /** The rows that have rested longest go to the table; half of them stay. */
  makeRoom(share: number): void {
    this.depart(share, Math.floor(this.bytes / 2));
  }

  /** Everything goes to the table, so that it can be committed and gone on with. */
  async settle(share: number): Promise<void> {
    await this.foldWaiting();
    this.park();
    this.copyFinished();
    this.spill(share);
    this.writes.add(async () => {
      this.store.isNew = false;
    });
  }

  /** Goes on with a table that an earlier run has settled. */
  async goOn(share: number): Promise<void> {
    this.store.isNew = false;
    await this.writes.ask(async (db) => {
      this.hasPrimaryKey = await this.store.hasPrimaryKey(db);
      this.parking.remember(await parkedOf(db, this.store.schema));
      // No later event looks at those rows.
      if (this.projection.keyedByEvent) return;
      this.created = await this.store.count(db);
      this.written = new KeyFilter((this.created / share) * 1.2);
      for await (const id of this.store.ids(db)) this.written.add(id);
    });
  }

  async finish(): Promise<void> {
    await this.foldWaiting();
    this.park();
    this.copyFinished();
    this.spill(1);
    this.ensurePrimaryKey();
    this.writes.add((db) => this.store.addIndexes(db));
  }

  /** Its row is complete with this one event. */
  private foldOnce(event: Recorded, key: string): void {
    const row = this.parking.evolve(null, event, key);
    if (row) this.finished.add(row);
  }

  private foldInto(event: Recorded, key: string): void {
    const cell = this.warm.get(key) ?? this.recalled(key);
    // Each key is folded by itself: one may wait while the others go on.
    if (cell) this.evolve(cell, event, key);
    else if (this.written?.mayHold(key)) this.waiting.push({ event, key });
    else {
      const row = this.parking.evolve(null, event, key);
      if (!row) return;
      this.warm.set(key, { row, stored: false });
      this.created++;
    }
  }

  /** Warms up a row that is in memory. */
  private recalled(key: string): Cell | undefined {
    let cell = this.cooling.get(key);
    if (cell) this.cooling.delete(key);
    else if (this.changed.size > 0 && (cell = this.changed.get(key))) this.changed.delete(key);
    else {
      const row = this.frozen.take(key);
      if (!row) return undefined;
      cell = { row, stored: false };
    }
    this.warm.set(key, cell);
    return cell;
  }

  /** @param cell which is warm */
  private evolve(cell: Cell, event: Recorded, key: string): void {
    const row = this.parking.evolve(cell.row, event, key);
    if (row === undefined) return;
    cell.row = row;
    if (!row && !cell.stored) this.warm.delete(key);
  }

  private async foldWaiting(): Promise<void> {
    if (this.waiting.length === 0) return;
    const { waiting } = this;
    this.waiting = [];
    this.upsertChanged();
    if (++this.scans > scansMax) this.ensurePrimaryKey();
    const keys = [...new Set(waiting.map(({ key }) => key))];
    for (const row of await this.writes.ask((db) => this.store.load(db, keys))) {
      this.warm.set(row.id, { row, stored: true });
    }
    for (const { event, key } of waiting) {
      const cell = this.warm.get(key) ?? this.recalled(key) ?? { row: null, stored: false };
      this.warm.set(key, cell);
      this.evolve(cell, event, key);
    }
  }

  private park(): void {
    const queued = this.parking.takeQueued();
    if (queued.length > 0) this.writes.add((db) => addParked(db, this.store.schema, queued));
  }

  private copyFinished(): void {
    const bytes = this.finished.length;
    if (bytes > 0) this.copy(this.finished.take(), bytes);
  }

  private copy(chunks: readonly Buffer[], bytes: number): void {
    this.writes.add((db) => this.store.copyText(db, chunks), bytes);
  }

  private freeze(cells: Cells): void {
    for (const [key, cell] of cells) {
      if (cell.stored) this.changed.set(key, cell);
      else if (cell.row) this.frozen.add(cell.row);
    }
  }

  /** No row is left in memory. */
  private spill(share: number): void {
    this.freeze(this.cooling);
    this.freeze(this.warm);
    this.cooling = new Map();
    this.warm = new Map();
    this.depart(share, 0);
    this.upsertChanged();
  }

  private depart(share: number, bytesLeft: number): void {
    this.written ??= new KeyFilter((this.created / share) * 1.2);
    const { chunks, bytes, hashes } = this.frozen.depart(bytesLeft);
    for (const pair of hashes) this.written.addHashes(pair);
    if (bytes > 0) this.copy(chunks, bytes);
  }

  private upsertChanged(): void {
    if (this.changed.size === 0) return;
    const rows: AnyRow[] = [];
    const gone: string[] = [];
    for (const [key, { row }] of this.changed) {
      if (row) rows.push(row);
      else gone.push(key);
    }
    this.changed = new Map();
    this.ensurePrimaryKey();
    this.writes.add(async (db) => {
      await this.store.upsert(db, rows);
      await this.store.delete(db, gone);
    });
  }

  private ensurePrimaryKey(): void {
    if (this.hasPrimaryKey) return;
    this.hasPrimaryKey = true;
    this.writes.add((db) => this.store.addPrimaryKey(db));
  }
}
