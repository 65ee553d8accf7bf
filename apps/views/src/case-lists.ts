/** What lists of complaints, faults and billing inquiries have in common. */
import { instant, type Instant } from '@taizhang/kernel';
import { reachOf, type Permission } from '@taizhang/platform/auth';
import type { Principal } from '@taizhang/platform/http';
import type { SelectQueryBuilder } from 'typeorm';
import { pageOfRows } from './cursor';

type CaseRow = { id: string; status: string; nextDueAt: string | null };

/** What is not named is a field and the value it must have. */
type Asked = Readonly<{
  open?: 'true' | 'false' | undefined;
  sort: 'due' | 'newest';
  limit: number;
  cursor?: string | undefined;
}>;

/** A promise that ends within this time breaches soon. */
const soonMs = 24 * 3600 * 1000;

/** @param since the field by which the newest come first, unless what is due next does */
export function pageOfCases<Row extends CaseRow>(
  rows: SelectQueryBuilder<Row>,
  { open, sort, limit, cursor, ...filters }: Asked,
  since: keyof Row & string,
) {
  const { alias } = rows;
  for (const [field, value] of Object.entries(filters)) {
    rows.andWhere(`${alias}.${field} = :${field}`, { [field]: value });
  }
  if (open) rows.andWhere(`${alias}.status ${open === 'true' ? '<>' : '='} 'closed'`);
  const more = { limit, ...(cursor ? { cursor } : {}) };
  return sort === 'due'
    ? pageOfRows(rows, 'nextDueAt', { ...more, direction: 'ASC' })
    : pageOfRows(rows, since, { ...more, direction: 'DESC' });
}

type Reader = Readonly<{ principal: Principal; write: Permission; now: Instant }>;

/**
 * The work lists that every kind of case has: what is mine, my unit's, what breaches next and what
 * has. Of these last two whoever works for one unit sees what `ofUnit` finds.
 */
export function workList<Row extends CaseRow>(
  rows: SelectQueryBuilder<Row>,
  list: 'mine' | 'unit' | 'breaching' | 'breached',
  { principal, write, now }: Reader,
  ofUnit = `${rows.alias}.unitId = :unit`,
): SelectQueryBuilder<Row> {
  const { alias } = rows;
  const unit = { unit: principal.unitId };
  if (list === 'mine') {
    return rows.andWhere(`${alias}.handlerId = :me`, { me: principal.staffId });
  }
  if (list === 'unit') return rows.andWhere(`${alias}.unitId = :unit`, unit);
  if (list === 'breaching') {
    const soon = instant(Date.parse(now) + soonMs);
    rows.andWhere(`${alias}.nextDueAt BETWEEN :now AND :soon`, { now, soon });
  } else {
    // Counted as missed already, or about to be.
    rows.andWhere(`(${alias}.missed > 0 OR ${alias}.nextDueAt < :now)`, { now });
  }
  return reachOf(principal, write) === 'own-unit' ? rows.andWhere(ofUnit, unit) : rows;
}
