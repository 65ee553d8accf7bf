/** Staff performance, and the events behind every figure of it. */
import {
  asShown,
  pageOf,
  performanceEntriesQuery,
  performanceEntrySchema,
  performanceQuery,
  performanceReportSchema,
} from '@taizhang/contracts/views';
import { reachOf } from '@taizhang/platform/auth';
import { HttpProblem, Query, type Principal, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { pageOfRows } from './cursor';
import { performanceEntryEntity, tables } from './entities';
import { PerformanceFigures, type Slice } from './performance-figures';

@Controller()
export class PerformanceViews {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly figures: PerformanceFigures,
  ) {}

  @Query({
    path: 'performance',
    reads: [tables.staffDays],
    permission: 'performance.read',
    summary: {
      zh: '员工绩效，含上一期对比',
      en: 'Staff performance, with the period before',
    },
    query: performanceQuery,
    answers: asShown(performanceReportSchema),
  })
  async report({ query, principal }: QueryInput<{ query: typeof performanceQuery }>) {
    const { groupBy, from, to, ...filters } = query;
    assertPeriod(from, to);
    const slice = ownOnly({ ...filters, from, to }, principal);
    const before = { ...slice, ...periodBefore(from, to) };
    const [now, previous] = await Promise.all([
      this.figures.of(slice, groupBy),
      this.figures.of(before, groupBy),
    ]);
    return {
      from,
      to,
      groupBy,
      ...now,
      previous: { from: before.from, to: before.to, ...previous },
    };
  }

  @Query({
    path: 'performance/entries',
    views: { kind: 'case', each: 'stream' },
    reads: [tables.performanceEntries],
    permission: 'performance.read',
    summary: { zh: '指标背后的事件', en: 'The events behind a figure, newest first' },
    query: performanceEntriesQuery,
    answers: pageOf(performanceEntrySchema),
  })
  entries({ query, principal }: QueryInput<{ query: typeof performanceEntriesQuery }>) {
    const { limit, cursor, figure, ...filters } = query;
    const { from, to, staffId, unitId } = ownOnly(filters, principal);
    assertPeriod(from, to);
    const rows = this.readModels
      .getRepository(performanceEntryEntity)
      .createQueryBuilder('entry')
      .where('entry.day BETWEEN :from AND :to', { from, to });
    if (staffId) rows.andWhere('entry.staffId = :staffId', { staffId });
    if (unitId) rows.andWhere('entry.unitId = :unitId', { unitId });
    if (figure) {
      rows.andWhere('entry.figures @> CAST(:figures AS jsonb)', {
        figures: JSON.stringify([figure]),
      });
    }
    return pageOfRows(rows, 'at', { limit, ...(cursor ? { cursor } : {}), direction: 'DESC' });
  }
}

/** Who may not see everybody's figures sees their own. */
function ownOnly(slice: Slice, principal: Principal): Slice {
  if (reachOf(principal, 'performance.read') === 'every-unit') return slice;
  if (slice.staffId && slice.staffId !== principal.staffId) {
    throw new HttpProblem('not-permitted');
  }
  return { ...slice, staffId: principal.staffId };
}

const dayMs = 24 * 3600 * 1000;
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** Longer than any ledger; and the period before it still has dates that PostgreSQL knows. */
const daysMax = 36_525;

/** The period of the same number of days that ends the day before. */
function periodBefore(from: string, to: string) {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return { from: isoDay(start - (end - start) - dayMs), to: isoDay(start - dayMs) };
}

/** @throws HttpProblem when it is no period of days that a ledger could hold */
function assertPeriod(from: string, to: string): void {
  const refuse = (path: string, zh: string, en: string) => {
    throw new HttpProblem('request-invalid', {
      errors: [{ in: 'query', path, message: { zh, en } }],
    });
  };
  if (from < '1900') refuse('from', '不得早于 1900 年', 'must not be before 1900');
  if (to < from) refuse('to', '不得早于起始日期', 'must not be before "from"');
  if (Date.parse(to) - Date.parse(from) >= daysMax * dayMs) {
    refuse('to', '期间不得超过一百年', 'must be within a hundred years of "from"');
  }
}
