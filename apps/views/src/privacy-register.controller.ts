/** Whose data is restricted or erased: the list that an authority asks for. */
import { pageOf, privacyDecisionSchema, privacyDecisionsQuery } from '@taizhang/contracts/views';
import { Query, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { pageOfRows } from './cursor';
import { privacyDecisionEntity, tables } from './entities';

@Controller()
export class PrivacyViews {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  @Query({
    path: 'privacy/persons',
    reads: [tables.privacyDecisions],
    permission: 'privacy.read',
    summary: {
      zh: '被限制处理或已抹除的人员登记',
      en: 'The register of persons whose data is restricted or erased',
    },
    query: privacyDecisionsQuery,
    answers: pageOf(privacyDecisionSchema),
  })
  async register({ query }: QueryInput<{ query: typeof privacyDecisionsQuery }>) {
    const { processing, limit, cursor } = query;
    const rows = this.readModels
      .getRepository(privacyDecisionEntity)
      .createQueryBuilder('decision')
      .where('decision.processing = :processing', { processing });
    const more = { limit, ...(cursor ? { cursor } : {}), direction: 'DESC' as const };
    return pageOfRows(rows, 'decidedAt', more);
  }
}
