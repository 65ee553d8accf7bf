/** Whether a row fits its table, told before PostgreSQL would refuse a whole page for it. */
import type { Column, ColumnType } from '@taizhang/kernel';
import { isInstant } from './instant-shape';
import type { AnyRow } from './schema';

const integerMax = 2 ** 31;

const fits: Record<ColumnType, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) < integerMax,
  bigint: (value) => Number.isSafeInteger(value) || typeof value === 'bigint',
  boolean: (value) => typeof value === 'boolean',
  timestamptz: isInstant,
  date: isInstant,
  jsonb: () => true,
};

/** A fold made a row that its table cannot hold; says where, never what. */
export class RowMisfit extends Error {}

/**
 * Fields that are as they were are not looked at again, so that a long row costs what changed.
 * @returns throws RowMisfit for a row that does not fit
 */
export function rowCheck(columns: Readonly<Record<string, Column>>) {
  const fields = Object.entries(columns);
  return (row: AnyRow, before: AnyRow | null): void => {
    for (const [field, { type, nullable }] of fields) {
      const value = row[field];
      if (before !== null && value === before[field]) continue;
      if (value === null || value === undefined) {
        if (!nullable) throw new RowMisfit(`nothing in column ${field}`);
      } else if (!fits[type](value))
        throw new RowMisfit(`what is in column ${field} is no ${type}`);
    }
  };
}
