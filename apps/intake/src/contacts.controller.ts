/** Contacts: from the first word to the answer, or to those who must act. */
import {
  answerContactRequest,
  classifyContactRequest,
  contactIdSchema,
  identifyContactRequest,
  openContactRequest,
  type ContactId,
} from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { DecideContact } from '@taizhang/intake/application';
import type { ContactCommand } from '@taizhang/intake/domain';
import { idFrom } from '@taizhang/kernel';
import { Command, type CommandEnvelope, type CommandInput } from '@taizhang/platform/http';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Recontacts } from './recontacts';
import { Registered } from './registered';
import { routingRequest, Routings } from './routing';

const params = z.strictObject({ id: contactIdSchema });
const empty = z.strictObject({});
const routed = z.object({ caseId: z.string() });
const settled = ['contact-unknown', 'contact-settled'];
const unready = [...settled, 'contact-not-identified', 'contact-not-classified'];

type OnContact<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;

@Controller()
export class ContactsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly recontacts: Recontacts,
    private readonly registered: Registered,
    private readonly routings: Routings,
  ) {}

  @Command({
    path: 'contacts',
    permission: 'contact.write',
    summary: { zh: '受理来访或来电', en: 'Take a contact' },
    body: openContactRequest,
    creates: true,
    refusals: ['customer-unknown', 'person-erased'],
  })
  async open({ body, command, principal }: CommandInput<{ body: typeof openContactRequest }>) {
    const { channel, customerId = null, anonymous = false, classification } = body;
    if (customerId) await this.registered.customer(customerId);
    const contactId = idFrom('contact', command.commandId) as ContactId;
    const recontactOf =
      classification && (await this.recontacts.of(customerId, classification.topic, command.at));
    const data = {
      contactId,
      channel,
      unitId: principal.unitId as UnitId | null,
      customerId,
      anonymous,
      classification: classification ? { ...classification, recontactOf: recontactOf! } : null,
    };
    return this.decide({ type: 'OpenContact', data, ...told(command) }, command);
  }

  @Command({
    path: 'contacts/:id/identification',
    permission: 'contact.write',
    summary: { zh: '确认客户身份', en: 'Say who it is' },
    params,
    body: identifyContactRequest,
    refusals: [...settled, 'customer-unknown', 'person-erased'],
  })
  async identify({ params: { id }, body, command }: OnContact<typeof identifyContactRequest>) {
    await this.registered.customer(body.customerId);
    const data = { contactId: id, ...body };
    return this.decide({ type: 'IdentifyContact', data, ...told(command) }, command);
  }

  @Command({
    path: 'contacts/:id/anonymity',
    permission: 'contact.write',
    summary: { zh: '保留匿名', en: 'Leave it anonymous' },
    params,
    body: empty,
    refusals: settled,
  })
  leaveAnonymous({ params: { id }, command }: OnContact<typeof empty>) {
    const data = { contactId: id };
    return this.decide({ type: 'LeaveAnonymous', data, ...told(command) }, command);
  }

  @Command({
    path: 'contacts/:id/classification',
    permission: 'contact.write',
    summary: { zh: '分类诉求', en: 'Say what it is about' },
    params,
    body: classifyContactRequest,
    refusals: settled,
  })
  async classify({ params: { id }, body, command }: OnContact<typeof classifyContactRequest>) {
    const customerId = await this.recontacts.customerOf(id);
    const recontactOf = await this.recontacts.of(customerId, body.topic, command.at);
    const data = { contactId: id, ...body, recontactOf };
    return this.decide({ type: 'ClassifyContact', data, ...told(command) }, command);
  }

  @Command({
    path: 'contacts/:id/answer',
    permission: 'contact.write',
    summary: { zh: '当场答复', en: 'Answer at once' },
    params,
    body: answerContactRequest,
    refusals: unready,
  })
  answer({ params: { id }, body, command }: OnContact<typeof answerContactRequest>) {
    const data = { contactId: id, ...body };
    return this.decide({ type: 'AnswerContact', data, ...told(command) }, command);
  }

  @Command({
    path: 'contacts/:id/routing',
    permission: 'contact.write',
    summary: { zh: '转办', en: 'Route it to those who must act' },
    params,
    body: routingRequest,
    answers: routed,
    refusals: [
      ...unready,
      'contact-not-a-complaint',
      'contact-not-a-fault',
      'contact-not-an-inquiry',
      'contact-category-unknown',
      'contact-severity-unknown',
      'contact-place-missing',
      'supply-point-unknown',
      'outage-unknown',
    ],
  })
  async route({ params: { id }, body, command }: OnContact<typeof routingRequest>) {
    const routing = await this.routings.of(id, command.commandId, body);
    const data = { contactId: id, ...routing };
    const answer = await this.decide({ type: 'RouteContact', data, ...told(command) }, command);
    return { ...answer, extra: { caseId: routing.caseId } };
  }

  @Command({
    path: 'contacts/:id/abandonment',
    permission: 'contact.write',
    summary: { zh: '记录客户放弃', en: 'The customer was gone' },
    params,
    body: empty,
    refusals: settled,
  })
  abandon({ params: { id }, command }: OnContact<typeof empty>) {
    const data = { contactId: id };
    return this.decide({ type: 'AbandonContact', data, ...told(command) }, command);
  }

  private async decide(command: ContactCommand, { context, expected }: CommandEnvelope) {
    const handled = await this.bus.execute(new DecideContact(command, context, expected));
    return { id: command.data.contactId, handled };
  }
}

const told = ({ at, by }: CommandEnvelope) => ({ at, by });
