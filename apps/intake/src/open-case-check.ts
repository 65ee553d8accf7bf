/** Who asks where a case stays asks about one that is open. */
import { intakeMemory, openCases, type OpenCase } from '@taizhang/intake/application';
import { entityOf } from '@taizhang/platform/database';
import { HttpProblem } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

export const openCaseEntity = entityOf<OpenCase>(intakeMemory, openCases);

@Injectable()
export class OpenCaseCheck {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  /** @throws HttpProblem `contact-case-not-open` */
  async check(id: string): Promise<void> {
    const isOpen = await this.readModels.getRepository(openCaseEntity).existsBy({ id });
    if (!isOpen) throw new HttpProblem('contact-case-not-open');
  }
}
