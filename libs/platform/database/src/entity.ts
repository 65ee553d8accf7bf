/** TypeORM entities of read models, derived from the projections that fill them. */
import { schemaOf, type Column, type Projection, type ReadModel } from '@taizhang/kernel';
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { columnName } from './names';

// TypeORM hydrates timestamps as Date; rows everywhere else carry instants as text.
const instants = {
  from: (value: Date | string | null) => (value instanceof Date ? value.toISOString() : value),
  to: (value: string | null) => value,
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
      ...(column.type === 'timestamptz' ? { transformer: instants } : {}),
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
