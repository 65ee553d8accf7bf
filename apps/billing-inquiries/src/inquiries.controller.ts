/** One billing inquiry, step by step. Every step names the revision it was decided on. */
import { DecideInquiry, InquiryPromises } from '@taizhang/billing-inquiries/application';
import type { InquiryCommandPayloads } from '@taizhang/billing-inquiries/domain';
import {
  accountIdOf,
  answerInquiryRequest,
  disputeMeterTestRequest,
  inquiryIdSchema,
  makeFindingRequest,
  openInquiryRequest,
  proposeAdjustmentRequest,
  recordMeterTestRequest,
  rejectAdjustmentRequest,
  reopenInquiryRequest,
  replyToInquiryRequest,
  requestMeterTestRequest,
  typeInquiryRequest,
  verifyInquiryRequest,
  type InquiryId,
} from '@taizhang/contracts/billing-inquiries';
import type { UnitId } from '@taizhang/contracts/organisation';
import { idFrom } from '@taizhang/kernel';
import { Command, HttpProblem, type CommandInput } from '@taizhang/platform/http';
import { KnownCustomers } from '@taizhang/platform/service';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { deciding, handling, refusals } from './inquiry-refusals';
import { KnownAccountsQuery } from './known-accounts';
import { OwnInquiry } from './own-inquiry';

const params = z.strictObject({ id: inquiryIdSchema });
const empty = z.strictObject({});
type On<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;
type Payloads = InquiryCommandPayloads;

@Controller()
export class InquiriesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly promises: InquiryPromises,
    private readonly ownInquiry: OwnInquiry,
    private readonly accounts: KnownAccountsQuery,
    private readonly customers: KnownCustomers,
  ) {}

  @Command({
    path: 'inquiries',
    permission: 'inquiry.write',
    summary: { zh: '登记电费查询', en: 'Open a billing inquiry' },
    body: openInquiryRequest,
    creates: true,
    refusals: ['customer-unknown'],
  })
  async open({ body, command, principal }: CommandInput<{ body: typeof openInquiryRequest }>) {
    const { at, by, context } = command;
    await this.customers.check(body.customerId);
    const inquiryId = idFrom('inquiry', command.commandId) as InquiryId;
    const promises = this.promises.forAnswer(at, principal.unitId, body.kind);
    const data = { inquiryId, ...body, ownerId: by, promises };
    const handled = await this.bus.execute(
      new DecideInquiry({ type: 'OpenInquiry', data, at, by }, context),
    );
    return { id: inquiryId, handled };
  }

  @Command({
    path: 'inquiries/:id/verification',
    permission: 'inquiry.write',
    summary: { zh: '核实账户并受理', en: 'Verify the account, and answer for it from now on' },
    params,
    body: verifyInquiryRequest,
    refusals: [
      ...refusals,
      ...(['inquiry-handled-by-another', 'inquiry-test-running'] as const),
      'account-unknown',
      'person-erased',
    ],
  })
  async verify(input: On<typeof verifyInquiryRequest>) {
    const accountId = accountIdOf(input.body.supplyPointId);
    const known = await this.accounts.byId(accountId);
    if (!known) throw new HttpProblem('account-unknown');
    // Whose it was is erased, and whoever asks is somebody else.
    if (known.accountNumber === '') throw new HttpProblem('person-erased');
    const { supplyPointId, customerId } = known;
    const unitId = input.principal.unitId as UnitId | null;
    return this.decide('VerifyInquiry', input, { accountId, supplyPointId, customerId, unitId });
  }

  @Command({
    path: 'inquiries/:id/takeover',
    permission: 'inquiry.write',
    summary: { zh: '接手', en: 'Take it over from a colleague' },
    params,
    body: empty,
    refusals: [...refusals, 'inquiry-not-verified'],
  })
  takeOver(input: On<typeof empty>) {
    const unitId = input.principal.unitId as UnitId | null;
    return this.decide('TakeOverInquiry', input, { unitId });
  }

  @Command({
    path: 'inquiries/:id/kind',
    permission: 'inquiry.write',
    summary: { zh: '定类', en: 'Say what kind it is' },
    params,
    body: typeInquiryRequest,
    refusals: handling,
  })
  typeIt(input: On<typeof typeInquiryRequest>) {
    return this.decide('TypeInquiry', input, input.body);
  }

  @Command({
    path: 'inquiries/:id/answer',
    permission: 'inquiry.write',
    summary: { zh: '直接答复', en: 'Answer without investigating' },
    params,
    body: answerInquiryRequest,
    refusals: [...handling, 'inquiry-no-finding', 'inquiry-not-adjusted'],
  })
  answer(input: On<typeof answerInquiryRequest>) {
    return this.decide('AnswerInquiry', input, input.body);
  }

  @Command({
    path: 'inquiries/:id/investigation',
    permission: 'inquiry.write',
    summary: { zh: '开始核查', en: 'Begin to investigate' },
    params,
    body: empty,
    refusals: handling,
  })
  investigate(input: On<typeof empty>) {
    return this.decide('StartInvestigation', input, {});
  }

  @Command({
    path: 'inquiries/:id/meter-test',
    permission: 'inquiry.write',
    summary: { zh: '申请校表', en: 'Ask for a test of the meter' },
    params,
    body: requestMeterTestRequest,
    refusals: [...handling, 'inquiry-not-investigated'],
  })
  requestTest(input: On<typeof requestMeterTestRequest>) {
    const promises = this.promises.forMeterTest(input.command.at, input.principal.unitId);
    return this.decide('RequestMeterTest', input, { ...input.body, promises });
  }

  @Command({
    path: 'inquiries/:id/meter-test/result',
    permission: 'inquiry.write',
    summary: { zh: '登记校验结果', en: 'Record the result of the test' },
    params,
    body: recordMeterTestRequest,
    refusals: [...handling, 'inquiry-test-not-requested'],
  })
  recordTest(input: On<typeof recordMeterTestRequest>) {
    const promises = this.promises.forAnswer(input.command.at, input.principal.unitId, null);
    return this.decide('RecordMeterTest', input, { ...input.body, promises });
  }

  @Command({
    path: 'inquiries/:id/meter-test/dispute',
    permission: 'inquiry.write',
    summary: { zh: '对结果有异议，送上级复检', en: 'Dispute the result; the superior body tests' },
    params,
    body: disputeMeterTestRequest,
    refusals: [...handling, 'inquiry-not-tested', 'inquiry-test-final'],
  })
  dispute(input: On<typeof disputeMeterTestRequest>) {
    const promises = this.promises.forMeterTest(input.command.at, input.principal.unitId);
    return this.decide('DisputeMeterTest', input, { ...input.body, promises });
  }

  @Command({
    path: 'inquiries/:id/finding',
    permission: 'inquiry.write',
    summary: { zh: '登记结论', en: 'Record what was found' },
    params,
    body: makeFindingRequest,
    refusals: [...handling, 'inquiry-not-investigated', 'inquiry-test-contradicts'],
  })
  find(input: On<typeof makeFindingRequest>) {
    return this.decide('MakeFinding', input, input.body);
  }

  @Command({
    path: 'inquiries/:id/adjustment',
    permission: 'inquiry.write',
    summary: { zh: '提出退补', en: 'Propose a refund or back-billing' },
    params,
    body: proposeAdjustmentRequest,
    refusals: [
      ...handling,
      'inquiry-no-finding',
      'inquiry-nothing-to-adjust',
      'inquiry-adjustment-mismatch',
      'inquiry-adjustment-zero',
    ],
  })
  propose(input: On<typeof proposeAdjustmentRequest>) {
    return this.decide('ProposeAdjustment', input, input.body);
  }

  @Command({
    path: 'inquiries/:id/adjustment/approval',
    permission: 'inquiry.approve',
    summary: { zh: '审批退补', en: 'Approve what somebody else proposed' },
    params,
    body: empty,
    refusals: deciding,
  })
  approve(input: On<typeof empty>) {
    return this.decide('ApproveAdjustment', input, {});
  }

  @Command({
    path: 'inquiries/:id/adjustment/rejection',
    permission: 'inquiry.approve',
    summary: { zh: '驳回退补', en: 'Reject what somebody else proposed' },
    params,
    body: rejectAdjustmentRequest,
    refusals: deciding,
  })
  reject(input: On<typeof rejectAdjustmentRequest>) {
    return this.decide('RejectAdjustment', input, input.body);
  }

  @Command({
    path: 'inquiries/:id/adjustment/posting',
    permission: 'inquiry.write',
    summary: { zh: '退补入账', en: 'Post it to the account' },
    params,
    body: empty,
    refusals: [...handling, 'inquiry-adjustment-not-approved'],
  })
  post(input: On<typeof empty>) {
    return this.decide('PostAdjustment', input, {});
  }

  @Command({
    path: 'inquiries/:id/reply',
    permission: 'inquiry.write',
    summary: { zh: '答复客户', en: 'Reply to the customer' },
    params,
    body: replyToInquiryRequest,
    refusals: [...handling, 'inquiry-no-finding', 'inquiry-not-adjusted'],
  })
  reply(input: On<typeof replyToInquiryRequest>) {
    return this.decide('ReplyToInquiry', input, input.body);
  }

  @Command({
    path: 'inquiries/:id/closure',
    permission: 'inquiry.write',
    summary: { zh: '办结', en: 'Close' },
    params,
    body: empty,
    refusals: ['other-unit', 'inquiry-unknown', 'inquiry-not-answered'],
  })
  close(input: On<typeof empty>) {
    return this.decide('CloseInquiry', input, {});
  }

  @Command({
    path: 'inquiries/:id/reopening',
    permission: 'inquiry.write',
    summary: { zh: '重新处理', en: 'Reopen' },
    params,
    body: reopenInquiryRequest,
    refusals: ['other-unit', 'inquiry-unknown', 'inquiry-still-open'],
  })
  reopen(input: On<typeof reopenInquiryRequest>) {
    const promises = this.promises.forAnswer(input.command.at, input.principal.unitId, null);
    return this.decide('ReopenInquiry', input, { ...input.body, promises });
  }

  private async decide<Type extends keyof Payloads>(
    type: Type,
    { params: { id }, command, principal }: Omit<On<typeof empty>, 'body'>,
    more: Omit<Payloads[Type], 'inquiryId'>,
  ) {
    const { at, by, context, expected } = command;
    await this.ownInquiry.check(principal, id, context);
    const data = { inquiryId: id, ...more };
    const decided = { type, data, at, by } as unknown as DecideInquiry['command'];
    return { id, handled: await this.bus.execute(new DecideInquiry(decided, context, expected)) };
  }
}
