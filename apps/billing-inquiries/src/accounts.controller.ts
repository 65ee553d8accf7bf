/** The supply of one account: from the notice of arrears to the reconnection. */
import { DecideAccount, InquiryPromises } from '@taizhang/billing-inquiries/application';
import {
  accountDecider,
  overdue,
  type AccountCommandPayloads,
  type AccountRefusal,
} from '@taizhang/billing-inquiries/domain';
import { localDate } from '@taizhang/calendar';
import {
  accountIdSchema,
  reportMistakeRequest,
  type AccountEvent,
  type AccountId,
} from '@taizhang/contracts/billing-inquiries';
import type { UnitId } from '@taizhang/contracts/organisation';
import { EVENT_LOG, Refused } from '@taizhang/kernel';
import type { EventLog } from '@taizhang/kernel';
import { Command, HttpProblem, type CommandInput } from '@taizhang/platform/http';
import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { KnownAccountsQuery } from './known-accounts';

const params = z.strictObject({ id: accountIdSchema });
const empty = z.strictObject({});
const refusals: AccountRefusal[] = [
  'account-unknown',
  'account-supply-cut',
  'account-nothing-overdue',
];

type On<Body extends z.ZodType> = CommandInput<{ params: typeof params; body: Body }>;
type Payloads = AccountCommandPayloads;
type Step =
  | 'NoticeArrears'
  | 'ProposeDisconnection'
  | 'ApproveDisconnection'
  | 'AnnounceDisconnection'
  | 'ExecuteDisconnection'
  | 'RestoreSupply'
  | 'ReportMistake';

@Controller()
export class AccountsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly promises: InquiryPromises,
    private readonly accounts: KnownAccountsQuery,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  @Command({
    path: 'accounts/:id/arrears-notice',
    permission: 'inquiry.write',
    summary: { zh: '催费通知', en: 'Tell the customer what is overdue' },
    params,
    body: empty,
    refusals,
  })
  async notice(input: On<typeof empty>) {
    const { at } = input.command;
    const dueOn = await this.oldestDueOn(input.params.id, localDate('Asia/Shanghai', at));
    const promises = this.promises.beforeDisconnection(at, dueOn, input.principal.unitId);
    return this.decide('NoticeArrears', input, { promises });
  }

  @Command({
    path: 'accounts/:id/disconnection',
    permission: 'inquiry.write',
    summary: { zh: '申请欠费停电', en: 'Propose to cut the supply' },
    params,
    body: empty,
    refusals: [...refusals, 'account-not-noticed', 'account-notice-running'],
  })
  propose(input: On<typeof empty>) {
    return this.decide('ProposeDisconnection', input, {});
  }

  @Command({
    path: 'accounts/:id/disconnection/approval',
    permission: 'inquiry.approve',
    summary: { zh: '审批欠费停电', en: 'Approve what somebody else proposed' },
    params,
    body: empty,
    refusals: [...refusals, 'account-disconnection-not-proposed', 'account-own-proposal'],
  })
  approve(input: On<typeof empty>) {
    return this.decide('ApproveDisconnection', input, {});
  }

  @Command({
    path: 'accounts/:id/disconnection/announcement',
    permission: 'inquiry.write',
    summary: { zh: '停电前再次通知', en: 'Tell the customer once more, half an hour before' },
    params,
    body: empty,
    refusals: [...refusals, 'account-disconnection-not-approved'],
  })
  announce(input: On<typeof empty>) {
    const promises = this.promises.rightBefore(input.command.at, input.principal.unitId);
    return this.decide('AnnounceDisconnection', input, { promises });
  }

  @Command({
    path: 'accounts/:id/disconnection/execution',
    permission: 'inquiry.write',
    summary: { zh: '执行停电', en: 'Cut the supply' },
    params,
    body: empty,
    refusals: [
      ...refusals,
      ...(['account-disconnection-not-approved', 'account-not-announced'] as const),
      'account-notice-running',
    ],
  })
  execute(input: On<typeof empty>) {
    return this.decide('ExecuteDisconnection', input, {});
  }

  @Command({
    path: 'accounts/:id/restoration',
    permission: 'inquiry.write',
    summary: { zh: '恢复供电', en: 'Restore the supply' },
    params,
    body: empty,
    refusals: ['account-unknown', 'account-supply-on'],
  })
  restore(input: On<typeof empty>) {
    return this.decide('RestoreSupply', input, {});
  }

  @Command({
    path: 'accounts/:id/mistaken-disconnection',
    permission: 'inquiry.write',
    summary: { zh: '报告误停电', en: 'Report that it was cut by mistake' },
    params,
    body: reportMistakeRequest,
    refusals: ['account-unknown', 'account-supply-on'],
  })
  async mistake(input: On<typeof reportMistakeRequest>) {
    const { area, place } = await this.known(input.params.id);
    const unitId = input.principal.unitId as UnitId | null;
    const promises = this.promises.forReconnection(input.command.at, unitId);
    const more = { ...input.body, area, place, unitId, promises };
    return this.decide('ReportMistake', input, more);
  }

  private async decide<Type extends Step>(
    type: Type,
    { params: { id }, command }: Omit<On<typeof empty>, 'body'>,
    more: Omit<Payloads[Type], 'accountId' | 'supplyPointId' | 'customerId'>,
  ) {
    const { supplyPointId, customerId } = await this.known(id);
    const { at, by, context, expected } = command;
    const data = { accountId: id, supplyPointId, customerId, ...more };
    const decided = { type, data, at, by } as unknown as DecideAccount['command'];
    return { id, handled: await this.bus.execute(new DecideAccount(decided, context, expected)) };
  }

  private async known(id: AccountId) {
    const known = await this.accounts.byId(id);
    if (!known) throw new HttpProblem('account-unknown');
    return known;
  }

  /** The wait of 30 days begins with the oldest debt, which only its stream knows for certain. */
  private async oldestDueOn(id: AccountId, today: string): Promise<string> {
    const events = (await this.log.readStream(id)) as unknown as AccountEvent[];
    const state = events.reduce(accountDecider.evolve, accountDecider.initialState);
    const [oldest] = overdue(state, today);
    if (!oldest) throw new Refused(state.known ? 'account-nothing-overdue' : 'account-unknown');
    return oldest.dueOn;
  }
}
