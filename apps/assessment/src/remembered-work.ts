/** What this service remembers of others' work: finished cases, and figures about people. */
import {
  assessmentMemory,
  evidenceFigures,
  evidenceOf,
  finishedCases,
  staffEvidence,
  type EvidenceFigure,
  type FinishedCase,
  type StaffEvidence,
} from '@taizhang/assessment/application';
import { frameMax, type FramedCase } from '@taizhang/contracts/assessment';
import { schemaOf } from '@taizhang/kernel';
import { columnName, entityOf } from '@taizhang/platform/database';
import { HttpProblem } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { ProjectionsService } from '@taizhang/platform/service';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

export const finishedCaseEntity = entityOf<FinishedCase>(assessmentMemory, finishedCases);
export const staffEvidenceEntity = entityOf<StaffEvidence>(assessmentMemory, staffEvidence);

type Period = Readonly<{ from: string; to: string }>;
export type FrameAsked = Period & Readonly<{ kind: string | null; unitId: string | null }>;

@Injectable()
export class RememberedWork {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly projections: ProjectionsService,
  ) {}

  /** @throws HttpProblem `case-not-finished` */
  async finished(id: string): Promise<FinishedCase> {
    const found = await this.readModels.getRepository(finishedCaseEntity).findOneBy({ id });
    if (!found) throw new HttpProblem('case-not-finished');
    return found;
  }

  /**
   * Every case closed in the period, and how much of the log that is.
   * @throws HttpProblem `spot-check-frame-too-large`, ReadModelBehind
   */
  frame({ from, to, kind, unitId }: FrameAsked) {
    return this.atOnePosition(async (manager) => {
      const rows = manager
        .getRepository(finishedCaseEntity)
        .createQueryBuilder('one')
        .where('one.closedOn BETWEEN :from AND :to AND NOT one.imported', { from, to })
        .orderBy('one.id');
      if (kind) rows.andWhere('one.kind = :kind', { kind });
      if (unitId) rows.andWhere('one.unitId = :unitId', { unitId });
      const found = await rows.take(frameMax + 1).getMany();
      if (found.length > frameMax) {
        throw new HttpProblem('spot-check-frame-too-large', { extra: { most: frameMax } });
      }
      return found.map(({ id, customerId, unitId: unit, handlerId, closedOn }) => {
        const framed = { caseId: id, customerId, unitId: unit, handlerId, closedOn };
        return framed as FramedCase;
      });
    });
  }

  /**
   * Sums over the days of the period; both read at one position of the log.
   * @throws ReadModelBehind
   */
  evidence(staffId: string, { from, to }: Period) {
    return this.atOnePosition(async (manager) => {
      const query = manager
        .getRepository(staffEvidenceEntity)
        .createQueryBuilder('day')
        .select('1')
        .where('day.staffId = :staffId', { staffId })
        .andWhere('day.day BETWEEN :from AND :to', { from, to });
      for (const sum of evidenceFigures)
        query.addSelect(`COALESCE(SUM(day.${sum}), 0)`, columnName(sum));
      const row = await query.getRawOne<Record<string, string>>();
      const of = (sum: EvidenceFigure) => Number(row?.[columnName(sum)] ?? 0);
      return evidenceOf(of);
    });
  }

  /**
   * What is read is exactly what the log held at the position it is given with, and that is
   * everything that was acknowledged before the question was asked.
   */
  private async atOnePosition<Read>(read: (manager: EntityManager) => Promise<Read>) {
    await this.projections.assertCaughtUp();
    return this.readModels.transaction('REPEATABLE READ', async (manager) => {
      const rows = await manager.query<{ position: string }[]>(
        'SELECT position FROM projections.checkpoints WHERE read_model = $1',
        [schemaOf(assessmentMemory)],
      );
      return { read: await read(manager), position: String(rows[0]?.position ?? 0) };
    });
  }
}
