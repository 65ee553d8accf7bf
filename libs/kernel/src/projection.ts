/** Read models: what people look at, computed from the log and never anything else. */
import type { Message, Recorded } from './message';

/** PostgreSQL types a read model may use; one word each, so that COPY and DDL are generated. */
export type ColumnType =
  'text' | 'integer' | 'bigint' | 'boolean' | 'timestamptz' | 'date' | 'jsonb';

export type Column = Readonly<{ type: ColumnType; nullable?: boolean }>;

export type Columns<Row> = { readonly [Field in keyof Row & string]: Column };

/** One table as a pure fold by key; `null` means there is no row any more. */
export interface Projection<Row extends { readonly id: string }, E extends Message = Message> {
  readonly table: string;
  readonly columns: Columns<Row>;
  /** Index definitions behind `ON table`, e.g. `(unit_id, due_at)`; built after a rebuild. */
  readonly indexes?: readonly string[];
  /** The only event types it looks at; any other is not offered to it. */
  readonly types: readonly E['type'][];
  /**
   * Every key names one event, e.g. by its id, so no row is ever touched twice: a rebuild then
   * keeps none of them in memory.
   */
  readonly keyedByEvent?: boolean;
  /** The rows an event touches. */
  keysOf(event: Recorded<E>): readonly string[];
  /** Must depend on its arguments alone: live running and rebuild share it. */
  evolve(row: Row | null, event: Recorded<E>, key: string): Row | null;
}

/**
 * Tables that are served together: one schema, one checkpoint, rebuilt and switched as one.
 * Raise `version` whenever a column or a fold changes; the new version is built beside the old.
 */
export interface ReadModel {
  readonly name: string;
  readonly version: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows differ per table.
  readonly tables: readonly Projection<any, any>[];
}

/** The schema that serves a read model, e.g. `customer_archive_v1`. */
export const schemaOf = ({ name, version }: Pick<ReadModel, 'name' | 'version'>) =>
  `${name}_v${version}`;

/** Keeps the types of a projection and checks its shape. */
export const projection = <Row extends { readonly id: string }, E extends Message>(
  definition: Projection<Row, E>,
) => definition;
