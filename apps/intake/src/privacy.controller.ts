/**
 * Personal data: restricting its processing, lifting that, erasing it, and the receipt. Customers
 * and members of staff alike; only a privacy officer decides.
 */
import {
  erasePersonRequest,
  liftRestrictionRequest,
  personIdSchema,
  restrictProcessingRequest,
} from '@taizhang/contracts/intake';
import { erasureReceiptSchema, privacyStateSchema } from '@taizhang/contracts/views';
import { DecidePrivacy } from '@taizhang/intake/application';
import type { PrivacyCommand } from '@taizhang/intake/domain';
import type { PersonId } from '@taizhang/contracts/intake';
import {
  Command,
  Query,
  atRevision,
  type CommandEnvelope,
  type CommandInput,
  type QueryInput,
} from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Receipts } from './receipts';
import { TiesOf } from './ties';

const params = z.strictObject({ id: personIdSchema });
const none = ['person-unknown', 'person-erased'];

type OnPerson<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;

@Controller()
export class PrivacyController {
  constructor(
    private readonly bus: CommandBus,
    private readonly ties: TiesOf,
    private readonly receipts: Receipts,
  ) {}

  @Query({
    path: 'privacy/persons/:id',
    permission: 'privacy.read',
    summary: {
      zh: '某人的个人信息处理状态，以及能否抹除',
      en: "What may be done with a person's data, and whether it can be erased",
    },
    params,
    answers: privacyStateSchema,
    refusals: ['not-found'],
  })
  async state({ params: { id } }: QueryInput<{ params: typeof params }>) {
    const { revision, ...state } = await this.receipts.stateOf(id as PersonId);
    return atRevision(revision, { revision, ...state });
  }

  @Query({
    path: 'privacy/persons/:id/receipt',
    permission: 'privacy.read',
    summary: { zh: '抹除凭证', en: 'The receipt of an erasure' },
    params,
    answers: erasureReceiptSchema,
    refusals: ['not-found'],
  })
  receipt({ params: { id } }: QueryInput<{ params: typeof params }>) {
    return this.receipts.of(id as PersonId);
  }

  @Command({
    path: 'privacy/persons/:id/restriction',
    permission: 'privacy.write',
    summary: { zh: '限制处理个人信息', en: "Restrict the processing of a person's data" },
    params,
    body: restrictProcessingRequest,
    refusals: [...none, 'processing-restricted-already'],
  })
  restrict({ params: { id }, body, command }: OnPerson<typeof restrictProcessingRequest>) {
    const data = { personId: id as PersonId, ...body };
    return this.decide({ type: 'RestrictProcessing', data, ...told(command) }, command);
  }

  @Command({
    path: 'privacy/persons/:id/lifting',
    permission: 'privacy.write',
    summary: { zh: '解除处理限制', en: 'Lift a restriction' },
    params,
    body: liftRestrictionRequest,
    refusals: none,
  })
  lift({ params: { id }, body, command }: OnPerson<typeof liftRestrictionRequest>) {
    const data = { personId: id as PersonId, ...body };
    return this.decide({ type: 'LiftRestriction', data, ...told(command) }, command);
  }

  @Command({
    path: 'privacy/persons/:id/erasure',
    permission: 'privacy.write',
    summary: { zh: '抹除个人信息', en: "Erase a person's data for good" },
    params,
    body: erasePersonRequest,
    refusals: [
      ...none,
      'erasure-retention-runs',
      'erasure-cases-open',
      'erasure-money-due',
      'erasure-still-at-work',
    ],
  })
  async erase({ params: { id }, body, command }: OnPerson<typeof erasePersonRequest>) {
    const personId = id as PersonId;
    const data = { personId, ...body, ...(await this.ties.of(personId)) };
    return this.decide({ type: 'ErasePerson', data, ...told(command) }, command);
  }

  private async decide(command: PrivacyCommand, { context, expected }: CommandEnvelope) {
    const handled = await this.bus.execute(new DecidePrivacy(command, context, expected));
    return { id: command.data.personId, handled };
  }
}

const told = ({ at, by }: CommandEnvelope) => ({ at, by });
