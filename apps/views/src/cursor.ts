/** Cursors: where the next page begins, by the last row's sort value and id. */
import { instantSchema } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';

type Key = Readonly<{ value: string | null; id: string }>;

const encode = (key: Key) => Buffer.from(JSON.stringify([key.value, key.id])).toString('base64url');

// Whatever else it holds, PostgreSQL would not understand it.
const keySchema = z.tuple([
  instantSchema.nullable().refine((value) => value === null || value > '0001'),
  z.string().regex(/^[!-~]{1,200}$/),
]);

function decode(cursor: string): Key {
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    const [value, id] = keySchema.parse(key);
    return { value, id };
  } catch {
    // Falls through to the same answer.
  }
  const message = {
    zh: '不是本清单的游标；请从第一页开始。',
    en: 'is no cursor of this list; begin without one',
  };
  throw new HttpProblem('request-invalid', { errors: [{ in: 'query', path: 'cursor', message }] });
}

/**
 * One page of a list sorted by an instant (empty ones last) and then by id.
 * `field` is the row's field; its name in `alias` is found by TypeORM.
 */
export async function pageOfRows<Row extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<Row>,
  field: keyof Row & string,
  { limit, cursor, direction }: { limit: number; cursor?: string; direction: 'ASC' | 'DESC' },
): Promise<{ items: Row[]; nextCursor: string | null }> {
  const sorted = `${query.alias}.${field}`;
  const { metadata } = query.expressionMap.mainAlias!;
  const mayBeEmpty = metadata.findColumnWithPropertyName(field)!.isNullable;
  if (cursor) {
    const { value, id } = decode(cursor);
    const beyond = direction === 'ASC' ? '>' : '<';
    const later = `${sorted} ${beyond}= :value AND (${sorted} <> :value OR ${query.alias}.id > :id)`;
    const empty = `${sorted} IS NULL${value === null ? ` AND ${query.alias}.id > :id` : ''}`;
    const conditions = [
      ...(value === null ? [] : [`(${later})`]),
      ...(mayBeEmpty ? [`(${empty})`] : []),
    ];
    query.andWhere(conditions.length > 0 ? `(${conditions.join(' OR ')})` : 'false', { value, id });
  }
  // An index is read in its order only if the question names the place of empty ones as it does.
  const nulls = mayBeEmpty ? 'NULLS LAST' : undefined;
  query.orderBy(sorted, direction, nulls).addOrderBy(`${query.alias}.id`, 'ASC');
  const rows = await query.take(limit + 1).getMany();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  const value = last && (last[field] as string | null);
  return { items, nextCursor: more ? encode({ value: value ?? null, id: last.id }) : null };
}
