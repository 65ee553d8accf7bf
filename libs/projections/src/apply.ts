/** One page of events applied to the tables of one read model, in the caller's transaction. */
import type { ReadModel, Recorded } from '@taizhang/kernel';
import type { ClientBase, QueryResult } from 'pg';
import { AppliedRanges } from './applied-ranges';
import { parkedAmong, parkedTable, parkingOf, type ParkedRef } from './parked-events';
import { ParkingFold } from './parking-fold';
import { tablesOf, type AnyRow } from './schema';
import { several } from './several';
import { TableStore } from './table-store';

export const storesOf = (schema: string, model: ReadModel): TableStore[] =>
  tablesOf(model).map((projection) => new TableStore(schema, projection));

/** What a table cannot take in is parked with everything later of that row; the rest goes on. */
export async function applyEvents(
  db: ClientBase,
  stores: readonly TableStore[],
  events: readonly Recorded[],
  rangeWidth: number,
): Promise<void> {
  const page = new ModelPage(stores, events, rangeWidth);
  if (page.isEmpty) return;
  await several(db, await page.effects(db, await several(db, page.questions())));
}

/**
 * The events of a page that a read model looks at. What must be known of its tables is asked in one
 * message, and what follows is written in another: the caller sends both, perhaps with more.
 */
export class ModelPage {
  /** Whether any of its tables could not take something in; known with the effects. */
  parks = false;
  private readonly pages: readonly TablePage[];
  private readonly schema: string;

  constructor(
    private readonly stores: readonly TableStore[],
    private readonly events: readonly Recorded[],
    private readonly rangeWidth: number,
  ) {
    this.schema = stores[0]?.schema ?? '';
    this.pages = stores
      .map((store) => new TablePage(store, events))
      .filter(({ events: some }) => some.length > 0);
  }

  get isEmpty(): boolean {
    return this.pages.length === 0;
  }

  questions(): string[] {
    // Almost always nothing is, which is quickly told.
    const isAnythingParked = `SELECT EXISTS (SELECT FROM ${parkedTable(this.schema)}) AS parked`;
    return [isAnythingParked, ...this.pages.flatMap((page) => page.questions())];
  }

  /** @param answers to the questions */
  async effects(db: ClientBase, answers: readonly QueryResult[]): Promise<string[]> {
    const [parked, ...known] = answers.map(({ rows }) => rows as unknown[]);
    if ((parked as { parked: boolean }[])[0]!.parked) {
      const asked = this.pages.flatMap((page) => page.refs());
      const refs = await parkedAmong(db, this.schema, asked);
      for (const page of this.pages) page.fold.remember(refs);
    }
    const written = this.pages.flatMap((page) => {
      const rows = page.questions().length > 0 ? known.shift() : [];
      const effects = page.effects(rows as AnyRow[]);
      this.parks ||= page.parks;
      return effects;
    });
    return [...this.accounts(), ...written];
  }

  /** Once for each time it came: what comes twice is to be noticed. */
  private accounts(): string[] {
    const types = new Set(this.stores.flatMap(({ projection }) => projection.types));
    const applied = new AppliedRanges(this.rangeWidth);
    for (const event of this.events) if (types.has(event.type)) applied.add(event);
    return applied.writing(this.schema);
  }
}

/** The events of a page that one table looks at. */
export class TablePage {
  readonly fold: ParkingFold;
  readonly events: readonly Recorded[];
  /** Whether anything was queued; known with the effects. */
  parks = false;
  /** Of rows that may be touched. */
  private readonly keys: readonly string[];

  constructor(
    private readonly store: TableStore,
    events: readonly Recorded[],
    /** The one row that is to be changed, where an event touches several. */
    private readonly only?: string,
  ) {
    const types = new Set(store.projection.types);
    this.fold = new ParkingFold(store.projection);
    this.events = events.filter(({ type }) => types.has(type));
    // A fold of its own: asked here, nothing is queued yet.
    const asked = new ParkingFold(store.projection);
    const touched = this.events.flatMap((event) => asked.keysOf(event));
    this.keys = [...new Set(only === undefined ? touched : [only])];
  }

  /** Whatever might be parked of what the page touches. */
  refs(): ParkedRef[] {
    const { table } = this.store.projection;
    const streams = new Set(this.events.map(({ stream }) => stream));
    return [
      ...[...streams].map((key) => ({ table, kind: 'stream' as const, key })),
      ...this.keys.map((key) => ({ table, kind: 'key' as const, key })),
    ];
  }

  /** One, or none where no row is touched. */
  questions(): string[] {
    return this.keys.length > 0 ? [this.store.loading(this.keys)] : [];
  }

  /**
   * @param known the rows asked for that there are
   * @param parking how what is queued was parked before, where it is tried again
   */
  effects(known: readonly AnyRow[], parking?: Parameters<typeof parkingOf>[2]): string[] {
    const { store, fold } = this;
    const rows = new Map<string, AnyRow | null>(known.map((row) => [row.id, row]));
    const touched = new Set<string>();
    for (const event of this.events) {
      for (const key of this.keysOf(event)) {
        const next = fold.evolve(rows.get(key) ?? null, event, key);
        if (next === undefined) continue;
        rows.set(key, next);
        touched.add(key);
      }
    }
    const after = [...touched].map((key) => [key, rows.get(key) ?? null] as const);
    const isKnown = new Set(known.map(({ id }) => id));
    const gone = after.flatMap(([key, row]) => (row === null && isKnown.has(key) ? [key] : []));
    const queued = fold.takeQueued();
    this.parks = queued.length > 0;
    return [
      ...store.upserting(after.flatMap(([, row]) => row ?? [])),
      ...store.deleting(gone),
      ...parkingOf(store.schema, queued, parking),
    ];
  }

  private keysOf(event: Recorded): readonly string[] {
    return this.only === undefined ? this.fold.keysOf(event) : [this.only];
  }
}
