/** Who has seen a thing, and what a member of staff has looked at. */
import { lookSchema, looksQuery, pageOf, type Look } from '@taizhang/contracts/views';
import { AccessTrail, lookEntity } from '@taizhang/platform/access';
import { Query, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { pageOfRows } from './cursor';

@Controller()
export class AccessViews {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly trail: AccessTrail,
  ) {}

  @Query({
    path: 'access',
    // Whoever watches is watched: of whom the looks were shown.
    views: { kind: 'access', each: 'staffId' },
    permission: 'access.read',
    summary: {
      zh: '谁看过某一案件或档案，某人看过什么',
      en: 'Who has seen a case or an archive, and what somebody has looked at',
    },
    query: looksQuery,
    answers: pageOf(lookSchema),
  })
  async looks({ query }: QueryInput<{ query: typeof looksQuery }>) {
    const { subject, staffId, from, to, limit, cursor } = query;
    // What this process has not written yet has been seen as well.
    await this.trail.flush();
    const rows = this.readModels.getRepository(lookEntity).createQueryBuilder('look');
    if (subject) rows.andWhere('look.subjects @> ARRAY[:subject]::text[]', { subject });
    if (staffId) rows.andWhere('look.staffId = :staffId', { staffId });
    if (from) rows.andWhere('look.at >= :from', { from });
    if (to) rows.andWhere('look.at <= :to', { to });
    const more = { limit, ...(cursor ? { cursor } : {}), direction: 'DESC' as const };
    const { items, nextCursor } = await pageOfRows(rows, 'at', more);
    return { items: items as unknown as Look[], nextCursor };
  }
}
