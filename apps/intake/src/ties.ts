/** What keeps a person's data, and whose keys go with it. */
import type { PersonId } from '@taizhang/contracts/intake';
import {
  accountBalances,
  earlyWords,
  intakeMemory,
  type AccountBalance,
  type EarlyWords,
} from '@taizhang/intake/application';
import type { Ties } from '@taizhang/intake/domain';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { entityOf } from '@taizhang/platform/database';
import { READ_MODELS } from '@taizhang/platform/resources';
import { ProjectionsService } from '@taizhang/platform/service';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { openCaseEntity } from './open-case-check';

export const accountBalanceEntity = entityOf<AccountBalance>(intakeMemory, accountBalances);
export const earlyWordsEntity = entityOf<EarlyWords>(intakeMemory, earlyWords);

@Injectable()
export class TiesOf {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly projections: ProjectionsService,
  ) {}

  /** Everything acknowledged so far is counted. @throws HttpProblem `view-behind` */
  async of(personId: PersonId): Promise<Ties> {
    await this.projections.assertCaughtUp();
    const customerId = personId;
    const openCases = await this.readModels.getRepository(openCaseEntity).countBy({ customerId });
    const balances = this.readModels.getRepository(accountBalanceEntity);
    const accounts = await balances.findBy({ customerId });
    const unsettledFen = accounts
      .map(({ dueFen, prepaidFen }) => Math.abs(dueFen) + Math.abs(prepaidFen ?? 0))
      .reduce((sum, fen) => sum + fen, 0);
    return { openCases, unsettledFen, isAtWork: await this.isAtWork(personId) };
  }

  /**
   * The person, and cases whose words were written down before we knew whose they are, as far as
   * anything acknowledged tells. @throws HttpProblem `view-behind`
   */
  async subjectsOf(personId: PersonId): Promise<string[]> {
    await this.projections.assertCaughtUp();
    const early = await this.readModels
      .getRepository(earlyWordsEntity)
      .findBy({ customerId: personId });
    const ids = early.flatMap(({ id, contactId }) => (contactId ? [id, contactId] : [id]));
    return [personId, ...[...new Set(ids)].sort()];
  }

  private async isAtWork(personId: PersonId): Promise<boolean> {
    if (!personId.startsWith('staff-')) return false;
    const types = (await this.log.readStream(personId)).map(({ type }) => type);
    const last = types.filter((type) => type.startsWith('StaffMember')).at(-1);
    return last !== undefined && last !== 'StaffMemberLeft';
  }
}
