/** A complaint dispatched to nobody would wait for ever: the unit must exist. */
import { complaintMemory, knownUnits, type KnownUnit } from '@taizhang/complaints/application';
import { entityOf } from '@taizhang/platform/database';
import { HttpProblem } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

export const knownUnitEntity = entityOf<KnownUnit>(complaintMemory, knownUnits);

@Injectable()
export class KnownUnits {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  /** @throws HttpProblem `unit-unknown` */
  async check(id: string): Promise<void> {
    const known = await this.readModels.getRepository(knownUnitEntity).existsBy({ id });
    if (!known) throw new HttpProblem('unit-unknown');
  }
}
