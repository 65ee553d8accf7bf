/** TypeORM entities of read models, derived from the projections that fill them. */
import { schemaOf, type Column, type Projection, type ReadModel } from '@taizhang/kernel';
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { columnName } from './names';

// TypeORM hydrates timestamps as Date; rows everywhere else carry instants as text.
const instants = {
  from: (value: Date | string | null) => (value instanceof Date ? value.toISOString() : value),
  to: (value: string | null) => value,
};

// PostgreSQL's 64 bits arrive as text; what read models keep in them fits a number.
const numbers = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};
const read: Partial<Record<Column['type'], Pick<EntitySchemaColumnOptions, 'transformer'>>> = {
  timestamptz: { transformer: instants },
  bigint: { transformer: numbers },
};

export function entityOf<Row extends { readonly id: string }>(
  model: ReadModel,
  { table, columns }: Pick<Projection<Row>, 'table' | 'columns'>,
): EntitySchema<Row> {
  const entries = Object.entries<Column>(columns).map(([field, column]) => {
    const options: EntitySchemaColumnOptions = {
      type: column.type,
      name: columnName(field),
      nullable: column.nullable ?? false,
      primary: field === 'id',
      ...read[column.type],
    };
    return [field, options];
  });
  return new EntitySchema<Row>({
    name: `${schemaOf(model)}.${table}`,
    schema: schemaOf(model),
    tableName: table,
    columns: Object.fromEntries(entries) as never,
  });
}
