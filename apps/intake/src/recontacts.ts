/** Facts for classification: whether an earlier answer to this customer did not hold. */
import type { ContactEvent, ContactId, CustomerId, Topic } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import {
  intakeMemory,
  recentAnswers,
  recentSince,
  type RecentAnswer,
} from '@taizhang/intake/application';
import { EVENT_LOG } from '@taizhang/kernel';
import type { ActorId, EventLog, Instant } from '@taizhang/kernel';
import { entityOf } from '@taizhang/platform/database';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import { MoreThanOrEqual } from 'typeorm';
import type { DataSource } from 'typeorm';

export const recentAnswerEntity = entityOf<RecentAnswer>(intakeMemory, recentAnswers);

@Injectable()
export class Recontacts {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
  ) {}

  /** The latest answer at once to this customer on this topic within 7 days before `at`. */
  async of(customerId: CustomerId | null, topic: Topic, at: Instant) {
    if (!customerId) return null;
    const answer = await this.readModels.getRepository(recentAnswerEntity).findOne({
      where: { customerId, topic, answeredAt: MoreThanOrEqual(recentSince(at)) },
      order: { answeredAt: 'DESC' },
    });
    return (
      answer && {
        contactId: answer.id as ContactId,
        ownerId: answer.ownerId as ActorId,
        unitId: answer.unitId as UnitId | null,
        answeredAt: answer.answeredAt,
      }
    );
  }

  /** Whom a contact was identified as, from its own stream. */
  async customerOf(contactId: ContactId): Promise<CustomerId | null> {
    const events = (await this.log.readStream(contactId)) as unknown as readonly ContactEvent[];
    const identified = events.filter(({ type }) => type === 'ContactIdentified').at(-1);
    return identified?.type === 'ContactIdentified' ? identified.data.customerId : null;
  }
}
