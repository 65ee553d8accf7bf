/** Where the commands of billing are given: its real handlers and processes. */
import {
  DecideAccount,
  DecideAccountHandler,
  DecideInquiry,
  DecideInquiryHandler,
  InboundFactsHandler,
  InquiryDeadlines,
  InquiryPromises,
  OpeningProcess,
  PostingProcess,
  type FactNames,
  type KnownAccount,
  type KnownAccounts,
} from '@taizhang/billing-inquiries/application';
import {
  accountDecider,
  overdue,
  type AccountCommand,
  type InquiryCommand,
} from '@taizhang/billing-inquiries/domain';
import { Deadlines, type FrozenPromise } from '@taizhang/calendar';
import type { AccountEvent, AccountId } from '@taizhang/contracts/billing-inquiries';
import { instant, topicOf, type InboundFact, type Recorded } from '@taizhang/kernel';
import type { CommandBus } from '@nestjs/cqrs';
import type { ActOf, Desk } from './desk';
import { dateOf } from './local-time';

/** Whose accounts these are was made up: what their facts are called tells of nobody. */
const invented: FactNames = { nameUnder: async (_, words) => words };

export class BillingDesk {
  readonly promises = new InquiryPromises(new Deadlines());
  private readonly bus: CommandBus;
  private readonly facts: InboundFactsHandler;
  private readonly opening: OpeningProcess;
  private readonly posting: PostingProcess;

  constructor(
    private readonly desk: Desk,
    accounts: KnownAccounts,
  ) {
    const inquiries = new DecideInquiryHandler(desk.log);
    const ofAccounts = new DecideAccountHandler(desk.log);
    const execute = (command: DecideInquiry | DecideAccount) =>
      command instanceof DecideInquiry ? inquiries.execute(command) : ofAccounts.execute(command);
    this.bus = { execute } as unknown as CommandBus;
    this.facts = new InboundFactsHandler(this.bus, this.promises, accounts, invented);
    this.opening = new OpeningProcess(this.bus, this.promises);
    this.posting = new PostingProcess(this.bus, this.promises, accounts);
  }

  inquiry(act: ActOf<InquiryCommand>) {
    return this.bus.execute(new DecideInquiry(...this.desk.order<InquiryCommand>(act)));
  }

  account(act: ActOf<AccountCommand>) {
    return this.bus.execute(new DecideAccount(...this.desk.order<AccountCommand>(act)));
  }

  /** @throws Error when the fact was not taken in: the simulator would have told nonsense */
  async tell(fact: InboundFact): Promise<void> {
    const { verdict } = await this.facts.take(fact);
    if (verdict.verdict === 'accepted' || verdict.verdict === 'duplicate') return;
    throw new Error(`${fact.type} ${fact.id}: ${verdict.verdict} ${JSON.stringify(verdict)}`);
  }

  /** What the exchange would bring about: the routed contact becomes an inquiry. */
  async openRouted(contactId: string): Promise<void> {
    await this.opening.subscription().handle(this.published(contactId, 'ContactRouted', 'intake'));
    this.desk.settled(contactId);
  }

  /** The same for a fault that turned out to be a matter of arrears. */
  async openForArrears(faultId: string): Promise<void> {
    await this.opening.subscription().handle(this.published(faultId, 'FaultTriaged', 'intake'));
  }

  /** … and what was posted goes onto the account. */
  async post(inquiryId: string): Promise<void> {
    const posted = this.published(inquiryId, 'AdjustmentPosted', 'billing-inquiries');
    await this.posting.subscription().handle(posted);
  }

  /** What the deadline process does when the clock passes a promise, kept or not. */
  async passClock(caseId: string, { promise, dueAt }: FrozenPromise, now: number): Promise<void> {
    const id = `${caseId}|${promise}`;
    const clock = { id, caseId, supplyPointId: null, customerId: null, promise, dueAt };
    const timers = { due: async () => [clock] };
    await new InquiryDeadlines(this.bus, { now: () => instant(now) }, timers).tick();
  }

  /** Clocks that the newest event of a stream started. */
  startedBy(stream: string): readonly FrozenPromise[] {
    const last = this.desk.log.written(stream).at(-1);
    return (last?.data as { promises?: readonly FrozenPromise[] } | undefined)?.promises ?? [];
  }

  /** What is overdue on an account by then; the notice names the oldest. */
  overdueOf(accountId: AccountId, ms: number) {
    const events = this.desk.log.written(accountId) as readonly Recorded<AccountEvent>[];
    const state = events.reduce(accountDecider.evolve, accountDecider.initialState);
    return overdue(state, dateOf(ms));
  }

  private published(stream: string, type: string, context: string) {
    const event = this.desk.log.written(stream).find((one) => one.type === type);
    if (!event) throw new Error(`${stream} knows no ${type}`);
    return { ...event, topic: topicOf(context), key: event.stream };
  }
}

/** The accounts that the demonstration bills, as the service would find them. */
export function accountsAmong(known: readonly KnownAccount[]): KnownAccounts {
  const byNumber = new Map(known.map((one) => [one.accountNumber, one]));
  const byId = new Map(known.map((one) => [one.id, one]));
  return {
    byNumber: async (number) => byNumber.get(number) ?? null,
    byId: async (id) => byId.get(id) ?? null,
  };
}
