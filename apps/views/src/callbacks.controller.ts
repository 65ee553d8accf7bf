/** Whom to call, what customers said, and which promises were kept. */
import {
  Deadlines,
  endOfLocalDay,
  promiseNameSchema,
  ruleInForce,
  startOfLocalDay,
} from '@taizhang/calendar';
import {
  asShown,
  callbackSchema,
  callbacksQuery,
  listOf,
  pageOf,
  promiseEntriesQuery,
  promiseEntrySchema,
  promiseKeepingSchema,
  promisesQuery,
  ratingSchema,
  ratingsQuery,
  type PromiseEntry,
} from '@taizhang/contracts/views';
import { CLOCK, schemaOf } from '@taizhang/kernel';
import type { Clock } from '@taizhang/kernel';
import { Query, atRevision, orNotFound, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { assessmentViews } from '@taizhang/views/assessment';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { pageOfRows } from './cursor';
import { callbackEntity, ratingEntity, tables } from './entities';

const params = z.strictObject({ id: z.string().max(60) });
const counts = { made: 0, kept: 0, missed: 0, running: 0 };
type Counts = typeof counts;
type Counted = Readonly<{ promise: string; unit: string | null; state: string; count: string }>;

@Controller()
export class CallbackViews {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly deadlines: Deadlines,
  ) {}

  @Query({
    path: 'callbacks',
    views: { kind: 'callback', each: 'id' },
    reads: [tables.callbacks],
    permission: 'assessment.read',
    summary: { zh: '回访清单', en: 'Callbacks due and done' },
    query: callbacksQuery,
    answers: pageOf(callbackSchema),
  })
  list({ query }: QueryInput<{ query: typeof callbacksQuery }>) {
    const { list, limit, cursor, ...filters } = query;
    const rows = this.readModels.getRepository(callbackEntity).createQueryBuilder('callback');
    if (list === 'due') rows.where(`callback.status IN ('scheduled', 'attempted')`);
    if (list === 'done') rows.where(`callback.status IN ('scored', 'unreachable', 'withdrawn')`);
    for (const [field, value] of Object.entries(filters)) {
      rows.andWhere(`callback.${field} = :${field}`, { [field]: value });
    }
    const more = { limit, ...(cursor ? { cursor } : {}) };
    return list === 'due'
      ? pageOfRows(rows, 'dueAt', { ...more, direction: 'ASC' })
      : pageOfRows(rows, 'calledAt', { ...more, direction: 'DESC' });
  }

  @Query({
    path: 'callbacks/:id',
    views: { kind: 'callback', id: 'id' },
    reads: [tables.callbacks],
    permission: 'assessment.read',
    summary: { zh: '一次回访', en: 'One callback' },
    params,
    answers: asShown(callbackSchema),
    refusals: ['not-found'],
  })
  async one({ params: { id } }: QueryInput<{ params: typeof params }>) {
    const callback = orNotFound(
      await this.readModels.getRepository(callbackEntity).findOneBy({ id }),
    );
    return atRevision(callback.revision, callback);
  }

  @Query({
    path: 'ratings',
    views: { kind: 'case', each: 'caseId' },
    reads: [tables.ratings],
    permission: 'customer.read',
    summary: { zh: '客户评价', en: 'What customers said, newest first' },
    query: ratingsQuery,
    answers: pageOf(ratingSchema),
  })
  ratings({ query }: QueryInput<{ query: typeof ratingsQuery }>) {
    const { limit, cursor, ...filters } = query;
    const rows = this.readModels.getRepository(ratingEntity).createQueryBuilder('rating');
    for (const [field, value] of Object.entries(filters)) {
      rows.andWhere(`rating.${field} = :${field}`, { [field]: value });
    }
    return pageOfRows(rows, 'at', { limit, ...(cursor ? { cursor } : {}), direction: 'DESC' });
  }

  @Query({
    path: 'promises',
    reads: [tables.madePromises],
    permission: 'assessment.read',
    summary: { zh: '服务承诺及兑现情况', en: 'Promises in force, and how they were kept' },
    query: promisesQuery,
    answers: asShown(z.object({ edition: z.string(), items: z.array(promiseKeepingSchema) })),
  })
  async promises({ query }: QueryInput<{ query: typeof promisesQuery }>) {
    const { rulebook } = this.deadlines;
    const counted = await this.counted(query);
    const at = this.clock.now();
    const items = promiseNameSchema.options.flatMap((promise) => {
      const rule = ruleInForce(rulebook, { promise, at });
      if (!rule) return [];
      const { title, limit, bound = 'at-most', edition, source, grade, effectiveFrom } = rule;
      const of = counted.filter((one) => one.promise === promise);
      const units = [...new Set(of.map(({ unit }) => unit))].sort();
      return {
        ...{ promise, title, limit, bound, edition, source, grade, effectiveFrom },
        ...sumOf(of),
        units: units.map((unitId) => ({
          unitId,
          ...sumOf(of.filter(({ unit }) => unit === unitId)),
        })),
      };
    });
    return { edition: rulebook.edition, items };
  }

  @Query({
    path: 'promises/entries',
    reads: [tables.madePromises],
    permission: 'assessment.read',
    summary: { zh: '承诺背后的案件', en: 'The cases behind a promise, those missed first' },
    query: promiseEntriesQuery,
    answers: listOf(promiseEntrySchema),
  })
  async entries({ query }: QueryInput<{ query: typeof promiseEntriesQuery }>) {
    const { promise, ...asked } = query;
    const text = `SELECT id AS stream, one->>'state' AS state, one->>'dueAt' AS "dueAt",
        one->>'unitId' AS "unitId" ${this.madeIn} AND one->>'promise' = $4
        ORDER BY array_position(ARRAY['missed', 'running', 'kept'], one->>'state'), "dueAt", id
        LIMIT 500`;
    const values = [...valuesOf(asked), promise];
    return { items: await this.readModels.query<PromiseEntry[]>(text, values) };
  }

  private counted(asked: Asked) {
    const text = `SELECT one->>'promise' AS promise, one->>'unitId' AS unit,
        one->>'state' AS state, count(*) AS count ${this.madeIn} GROUP BY 1, 2, 3`;
    return this.readModels.query<Counted[]>(text, valuesOf(asked));
  }

  /** Promises whose time ran out, or will, within $1 and $2; of the unit $3 where that is one. */
  private readonly madeIn = `FROM ${schemaOf(assessmentViews)}.made_promises,
      jsonb_array_elements(promises) AS one
      WHERE last_due_at >= CAST($1::text AS timestamptz)
      AND one->>'dueAt' > $1::text AND one->>'dueAt' <= $2::text
      AND ($3::text = '' OR one->>'unitId' = $3::text)`;
}

type Asked = Readonly<{ from: string; to: string; unitId?: string | undefined }>;

const zone = 'Asia/Shanghai';
const valuesOf = ({ from, to, unitId }: Asked) => [
  startOfLocalDay(zone, from),
  endOfLocalDay(zone, to),
  unitId ?? '',
];

function sumOf(rows: readonly Counted[]): Counts {
  const sums = { ...counts };
  for (const { state, count } of rows) {
    sums.made += Number(count);
    sums[state as 'kept' | 'missed' | 'running'] += Number(count);
  }
  return sums;
}
