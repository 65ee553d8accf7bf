/** Whether a row fits its table, told before PostgreSQL would refuse a whole page for it. */
import type { ColumnType } from '@taizhang/kernel';
import { columnName } from '@taizhang/platform/database';
import { unstorable } from './column-text';
import { isInstant } from './instant-shape';
import type { AnyProjection, AnyRow } from './schema';

const integerMax = 2 ** 31;
/** An entry of an index takes 2,704 bytes: two texts of so many characters, whatever they are. */
const indexedLengthMax = 300;

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

/** @throws RowMisfit for what no row can be called, e.g. a field that the event does not have */
export function assertKeys(keys: readonly unknown[]): void {
  for (const key of keys) {
    const isKey =
      typeof key === 'string' && key.length <= indexedLengthMax && !unstorable.test(key);
    if (!isKey) throw new RowMisfit('nobody can tell the row: its key is no name');
  }
}

/** @throws RowMisfit for a row that does not fit */
export type RowCheck = (row: AnyRow, before: AnyRow | null, key: string) => void;

/** Made once for each table, and not for each page of events that comes to it. */
const checks = new WeakMap<AnyProjection, RowCheck>();

export function rowCheck(projection: AnyProjection): RowCheck {
  let check = checks.get(projection);
  if (!check) checks.set(projection, (check = checkOf(projection)));
  return check;
}

/** Fields that are as they were are not looked at again, so that a long row costs what changed. */
function checkOf({ columns, indexes = [] }: AnyProjection): RowCheck {
  const fields = Object.entries(columns).map(([field, column]) => {
    const isNamed = new RegExp(`\\b${columnName(field)}\\b`);
    const isIndexed = column.type === 'text' && indexes.some((index) => isNamed.test(index));
    return { field, ...column, isIndexed };
  });
  return (row, before, key) => {
    if (row.id !== key) throw new RowMisfit('the row has another id than its key');
    for (const { field, type, nullable, isIndexed } of fields) {
      const value = row[field];
      if (before !== null && value === before[field]) continue;
      if (value === null || value === undefined) {
        if (!nullable) throw new RowMisfit(`nothing in column ${field}`);
      } else if (!fits[type](value)) {
        throw new RowMisfit(`what is in column ${field} is no ${type}`);
      } else if (isIndexed && (value as string).length > indexedLengthMax) {
        throw new RowMisfit(`what is in column ${field} is too long for its index`);
      }
    }
  };
}
