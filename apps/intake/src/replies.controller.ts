/** Contacts that are a matter of their own: urging, praise, and replies that take time. */
import {
  contactIdSchema,
  recordPraiseRequest,
  replyToContactRequest,
  urgeCaseRequest,
  type ContactEvent,
} from '@taizhang/contracts/intake';
import { DecideContact, IntakeBook } from '@taizhang/intake/application';
import { contactDecider, type ContactCommand } from '@taizhang/intake/domain';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { Command, type CommandEnvelope, type CommandInput } from '@taizhang/platform/http';
import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { OpenCaseCheck } from './open-case-check';
import { Registered } from './registered';

const params = z.strictObject({ id: contactIdSchema });
const empty = z.strictObject({});
const settled = ['contact-unknown', 'contact-settled'];
const unready = [...settled, 'contact-not-identified', 'contact-not-classified'];

type OnContact<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;

@Controller()
export class RepliesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly book: IntakeBook,
    private readonly cases: OpenCaseCheck,
    private readonly registered: Registered,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  @Command({
    path: 'contacts/:id/urging',
    permission: 'contact.write',
    summary: { zh: '催办在办事项', en: 'Urge an open case' },
    params,
    body: urgeCaseRequest,
    refusals: [...unready, 'contact-not-an-urge', 'contact-case-not-open'],
  })
  async urge({ params: { id }, body, command, principal }: OnContact<typeof urgeCaseRequest>) {
    await this.cases.check(body.caseId);
    const promises = this.book.forUrging(command.at, principal.unitId);
    const data = { contactId: id, ...body, promises };
    return this.decide({ type: 'UrgeCase', data, ...told(command) }, command);
  }

  @Command({
    path: 'contacts/:id/praise',
    permission: 'contact.write',
    summary: { zh: '登记表扬', en: 'Record praise' },
    params,
    body: recordPraiseRequest,
    refusals: [...unready, 'contact-not-praise', 'staff-member-unknown'],
  })
  async praise({ params: { id }, body, command }: OnContact<typeof recordPraiseRequest>) {
    if (body.staffId) await this.registered.staffMember(body.staffId);
    const data = { contactId: id, ...body };
    return this.decide({ type: 'RecordPraise', data, ...told(command) }, command);
  }

  @Command({
    path: 'contacts/:id/promised-reply',
    permission: 'contact.write',
    summary: { zh: '承诺限期答复', en: 'Promise a reply in time' },
    params,
    body: empty,
    refusals: [...unready, 'contact-needs-no-reply'],
  })
  async promise({ params: { id }, command, principal }: OnContact<typeof empty>) {
    const events = (await this.log.readStream(id)) as unknown as ContactEvent[];
    const contact = events.reduce(contactDecider.evolve, contactDecider.initialState);
    const type = contact.status === 'unknown' ? undefined : contact.what?.type;
    const promises = type ? this.book.forReply(command.at, type, principal.unitId) : [];
    const data = { contactId: id, promises };
    return this.decide({ type: 'PromiseReply', data, ...told(command) }, command);
  }

  @Command({
    path: 'contacts/:id/reply',
    permission: 'contact.write',
    summary: { zh: '答复客户', en: 'Give the promised reply' },
    params,
    body: replyToContactRequest,
    refusals: [...settled, 'contact-reply-not-promised'],
  })
  reply({ params: { id }, body, command }: OnContact<typeof replyToContactRequest>) {
    const data = { contactId: id, ...body };
    return this.decide({ type: 'ReplyToContact', data, ...told(command) }, command);
  }

  private async decide(command: ContactCommand, { context, expected }: CommandEnvelope) {
    const handled = await this.bus.execute(new DecideContact(command, context, expected));
    return { id: command.data.contactId, handled };
  }
}

const told = ({ at, by }: CommandEnvelope) => ({ at, by });
