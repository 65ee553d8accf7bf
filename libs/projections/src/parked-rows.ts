/**
 * What is parked of the tables that somebody reads, so that they can be told. As a rule nothing is,
 * and that is remembered: telling it then costs no statement.
 */
import { schemaOf, type Instant, type ReadModel } from '@taizhang/kernel';
import type { Pool } from 'pg';
import { parkedTable } from './parked-events';
import { servedSchemas } from './parked-list';
import { tablesOf } from './schema';

/** Events that wait, counted once for each row they belong to. */
export type Waiting = Readonly<{
  /** When the first of them was parked. */
  since: Instant;
  waiting: number;
}>;

/** A table of a read model, as its projection names it. */
type Table = Readonly<{ table: string }>;

type Asked = Readonly<{
  /** Of the rows shown. */
  ids: readonly string[];
  /** Whose events belong to what is shown, whichever row they touch. */
  streams: readonly string[];
}>;

type Found = Readonly<{ since: Date; waiting: number }>;

/** What was found is believed for so long, unless something was parked in this process since. */
const believedMs = 1_000;

/** By `schema.table`; without those where nothing waits. */
type Known = ReadonlyMap<string, Waiting>;

export class ParkedRows {
  private readonly schemas: ReadonlyMap<Table, string>;
  private known: Promise<Known> = Promise.resolve(new Map());
  private believedUntil = -Infinity;
  /** Once all of them are: they are replaced by renaming, and go away no more. */
  private served: readonly string[] | undefined;

  /** @param models those whose tables may be asked about; each is named by its projection */
  constructor(
    private readonly pool: Pool,
    models: readonly ReadModel[],
  ) {
    const named = models.flatMap((model) =>
      tablesOf(model).map((table): [Table, string] => [table, schemaOf(model)]),
    );
    this.schemas = new Map(named);
  }

  /** Something was parked, or may have been: whoever asks from now on is told of it. */
  doubt(): void {
    this.believedUntil = -Infinity;
  }

  /** What waits in any of the tables; null where nothing does, which is told from memory. */
  async in(tables: readonly Table[]): Promise<Waiting | null> {
    const known = await this.current();
    return allOf(tables.flatMap((table) => known.get(this.placeOf(table)) ?? []));
  }

  /** By key what waits of these rows and streams, as the tables have it now: one statement. */
  async among(
    tables: readonly Table[],
    { ids, streams }: Asked,
  ): Promise<ReadonlyMap<string, Waiting>> {
    const known = await this.current();
    const parts = tables
      .filter((table) => known.has(this.placeOf(table)))
      .map(
        (table) => `SELECT key, parked_at FROM ${parkedTable(this.schemaOf(table))}
           WHERE table_name = '${table.table}' AND kind IN ('key', 'stream')
             AND (key = ANY ($1) OR stream = ANY ($2) OR split_part(key, ' ', 1) = ANY ($2))`,
      );
    if (parts.length === 0) return new Map();
    const { rows } = await this.pool.query<Found & { key: string }>(
      `SELECT key, min(parked_at) AS since, count(*)::int AS waiting
       FROM (${parts.join(' UNION ALL ')}) parked GROUP BY key`,
      [ids, streams],
    );
    return new Map(rows.map(({ key, ...found }) => [key, told(found)]));
  }

  private schemaOf(table: Table): string {
    const schema = this.schemas.get(table);
    if (schema === undefined) throw new Error(`No read model of this process has ${table.table}`);
    return schema;
  }

  private placeOf(table: Table): string {
    return `${this.schemaOf(table)}.${table.table}`;
  }

  private current(): Promise<Known> {
    if (performance.now() > this.believedUntil) {
      this.believedUntil = performance.now() + believedMs;
      this.known = this.look();
      this.known.catch(() => {
        this.served = undefined;
        this.doubt();
      });
    }
    return this.known;
  }

  private async look(): Promise<Known> {
    const served = this.served ?? (await this.servedOf(new Set(this.schemas.values())));
    if (served.length === 0) return new Map();
    const parts = served.map(
      (schema) => `SELECT '${schema}.' || table_name AS place, min(parked_at) AS since,
         count(*)::int AS waiting FROM ${parkedTable(schema)} GROUP BY table_name`,
    );
    const { rows } = await this.pool.query<Found & { place: string }>(parts.join(' UNION ALL '));
    return new Map(rows.map(({ place, ...found }) => [place, told(found)]));
  }

  private async servedOf(own: ReadonlySet<string>): Promise<readonly string[]> {
    const served = (await servedSchemas(this.pool)).filter((schema) => own.has(schema));
    if (served.length === own.size) this.served = served;
    return served;
  }
}

const told = ({ since, waiting }: Found): Waiting => ({
  since: new Date(since).toISOString() as Instant,
  waiting,
});

/** Several taken together; null for none. */
export function allOf(those: readonly Waiting[]): Waiting | null {
  if (those.length === 0) return null;
  return those.reduce((one, other) => ({
    since: other.since < one.since ? other.since : one.since,
    waiting: one.waiting + other.waiting,
  }));
}
