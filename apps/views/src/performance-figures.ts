/** Adds up the days of staff into the figures of a period. */
import type { PerformanceReport, PerformanceRow } from '@taizhang/contracts/views';
import { READ_MODELS } from '@taizhang/platform/resources';
import { columnName } from '@taizhang/platform/database';
import { figures, type Figure } from '@taizhang/views/staff-performance';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { staffDayEntity } from './entities';

export type Slice = Readonly<{
  from: string;
  to: string;
  staffId?: string | undefined;
  unitId?: string | undefined;
}>;

type GroupBy = PerformanceReport['groupBy'];
type Sums = Record<Figure, number>;
type Figures = Omit<PerformanceRow, 'key' | 'unitId'>;

const groupField = { staff: 'staffId', unit: 'unitId', day: 'day' } as const;

/** Whom they served last: what counts for earlier work bears the unit of then. */
const lastUnit = `(array_agg(day.unitId ORDER BY (day.acts > 0) DESC, day.day DESC, day.acts DESC)
  FILTER (WHERE day.unitId IS NOT NULL))[1]`;

@Injectable()
export class PerformanceFigures {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  async of(slice: Slice, groupBy: GroupBy): Promise<{ rows: PerformanceRow[]; total: Figures }> {
    const { from, to, staffId, unitId } = slice;
    const query = this.readModels
      .getRepository(staffDayEntity)
      .createQueryBuilder('day')
      .select(`COALESCE(CAST(day.${groupField[groupBy]} AS text), '')`, 'key')
      .addSelect(groupBy === 'staff' ? lastUnit : 'NULL', 'unit')
      .where('day.day BETWEEN :from AND :to', { from, to })
      .groupBy(`day.${groupField[groupBy]}`)
      .orderBy('1');
    for (const figure of figures) query.addSelect(`SUM(day.${figure})`, columnName(figure));
    if (staffId) query.andWhere('day.staffId = :staffId', { staffId });
    if (unitId) query.andWhere('day.unitId = :unitId', { unitId });
    const raw = await query.getRawMany<Record<string, string | null>>();
    const sums = raw.map((row) => sumsOf((figure) => Number(row[columnName(figure)])));
    const rows = raw.map((row, index) => ({
      key: row['key']!,
      unitId: (groupBy === 'staff' ? row['unit'] : groupBy === 'unit' && row['key']) || null,
      ...inMinutes(sums[index]!),
    }));
    const total = sumsOf((figure) => sums.reduce((sum, one) => sum + one[figure], 0));
    return { rows, total: inMinutes(total) };
  }
}

const sumsOf = (value: (figure: Figure) => number): Sums =>
  Object.fromEntries(figures.map((figure) => [figure, value(figure)])) as Sums;

/** Sums are kept in whole seconds, so that adding up in any order gives the same. */
function inMinutes(sums: Sums): Figures {
  const { contactSeconds, replySeconds, arrivalSeconds, restorationSeconds, ...counts } = sums;
  return {
    ...counts,
    contactMinutes: contactSeconds / 60,
    replyMinutes: replySeconds / 60,
    arrivalMinutes: arrivalSeconds / 60,
    restorationMinutes: restorationSeconds / 60,
  };
}
