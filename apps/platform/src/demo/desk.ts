/** Where every command of the demonstration is given: the real handlers and processes. */
import { Deadlines } from '@taizhang/calendar';
import {
  CallbackBook,
  CallbackDeadlineProcess,
  CallbackProcess,
  CallbackWithdrawals,
  CustomerProcessing,
  DecideAssessment,
  DecideAssessmentHandler,
  type AskedAbout,
  type AssessmentCommand,
} from '@taizhang/assessment/application';
import type { SupplyEvent } from '@taizhang/contracts/billing-inquiries';
import type { CallbackId } from '@taizhang/contracts/assessment';
import {
  DeadlineProcess,
  DecideComplaint,
  DecideComplaintHandler,
  LodgingProcess,
  MistakeProcess,
  PromiseBook,
} from '@taizhang/complaints/application';
import type { ComplaintCommand } from '@taizhang/complaints/domain';
import type { AccountCommand, InquiryCommand } from '@taizhang/billing-inquiries/domain';
import type { FrozenPromise } from '@taizhang/calendar';
import {
  DecideContact,
  DecideContactHandler,
  DecideCustomer,
  DecideCustomerHandler,
  CustomerRecord,
  DecideFault,
  DecideFaultHandler,
  IntakeBook,
  IntakeDeadlineProcess,
  MistakeFaultProcess,
  ReportingProcess,
} from '@taizhang/intake/application';
import type { ContactCommand, CustomerCommand, FaultCommand } from '@taizhang/intake/domain';
import {
  derivedId,
  instant,
  topicOf,
  type ActorId,
  type Clock,
  type Context,
  type EventLog,
  type Recorded,
  type Subscription,
} from '@taizhang/kernel';
import {
  DecideStaffMember,
  DecideStaffMemberHandler,
  DecideUnit,
  DecideUnitHandler,
} from '@taizhang/organisation/application';
import type { StaffMemberCommand, UnitCommand } from '@taizhang/organisation/domain';
import type { UnitId } from '@taizhang/contracts/organisation';
import type { CommandBus } from '@nestjs/cqrs';
import { DemoMemory } from './demo-memory';
import { rememberWriting, type RememberedLog } from './remembered-log';

export type Actor = Readonly<{ id: ActorId; unitId: UnitId | null }>;

/** Puts into the ledger what was on paper before it. */
export const takeover: Actor = { id: 'system-takeover' as ActorId, unitId: null };

type Mistake = Extract<SupplyEvent, { type: 'MistakenDisconnectionFound' }>['data'];

type Command =
  | UnitCommand
  | StaffMemberCommand
  | CustomerCommand
  | ContactCommand
  | ComplaintCommand
  | FaultCommand
  | InquiryCommand
  | AccountCommand
  | AssessmentCommand;

/** A command before it is given: `key` names it, so that it is the same the next time. */
export type ActOf<C extends Command> = C extends Command
  ? Readonly<{ key: string; at: number; by: Actor; type: C['type']; data: C['data'] }>
  : never;

export class Desk {
  readonly log: RememberedLog;
  private readonly complaints: DecideComplaintHandler;
  private readonly bus: CommandBus;
  private readonly faults: DecideFaultHandler;
  private readonly lodging: LodgingProcess;
  private readonly reporting: ReportingProcess;
  private readonly mistakes: readonly Subscription[];
  readonly deadlines = new Deadlines();
  readonly intakeBook = new IntakeBook(this.deadlines);
  private readonly assessing: DecideAssessmentHandler;
  private readonly callbacks: CallbackProcess;
  private readonly assessmentBus: CommandBus;
  readonly book = new PromiseBook(this.deadlines);
  /** What the assessment service would remember by now. */
  readonly memory = new DemoMemory();

  constructor(
    log: EventLog,
    private readonly clock: Clock,
    private readonly seed: number,
  ) {
    this.log = rememberWriting(log, (event) => this.memory.hear(event));
    this.complaints = new DecideComplaintHandler(this.log);
    this.faults = new DecideFaultHandler(this.log);
    // Processes speak to complaints and faults alone: all of the bus they need.
    const execute = (command: DecideComplaint | DecideFault) =>
      command instanceof DecideFault
        ? this.faults.execute(command)
        : this.complaints.execute(command);
    this.bus = { execute } as unknown as CommandBus;
    this.lodging = new LodgingProcess(this.bus, this.book);
    const record = new CustomerRecord(this.log);
    this.reporting = new ReportingProcess(this.bus, this.intakeBook, record);
    this.mistakes = [
      new MistakeFaultProcess(this.bus, this.intakeBook, record).subscription(),
      new MistakeProcess(this.bus, this.book).subscription(),
    ];
    this.assessing = new DecideAssessmentHandler(this.log);
    const assess = (command: DecideAssessment) => this.assessing.execute(command);
    this.assessmentBus = { execute: assess } as unknown as CommandBus;
    const processing = new CustomerProcessing(this.log);
    const open = { of: async (about: AskedAbout) => this.memory.openCallbacks(about) };
    const withdrawals = new CallbackWithdrawals(this.assessmentBus, processing, open);
    this.callbacks = new CallbackProcess(
      this.assessmentBus,
      new CallbackBook(this.deadlines),
      withdrawals,
      processing,
    );
  }

  commandId = (key: string): string => derivedId('demo', String(this.seed), key);

  unit(act: ActOf<UnitCommand>) {
    return new DecideUnitHandler(this.log).execute(new DecideUnit(...this.order<UnitCommand>(act)));
  }

  staffMember(act: ActOf<StaffMemberCommand>) {
    const handler = new DecideStaffMemberHandler(this.log);
    return handler.execute(new DecideStaffMember(...this.order<StaffMemberCommand>(act)));
  }

  customer(act: ActOf<CustomerCommand>) {
    const handler = new DecideCustomerHandler(this.log);
    return handler.execute(new DecideCustomer(...this.order<CustomerCommand>(act)));
  }

  contact(act: ActOf<ContactCommand>) {
    const handler = new DecideContactHandler(this.log);
    return handler.execute(new DecideContact(...this.order<ContactCommand>(act)));
  }

  complaint(act: ActOf<ComplaintCommand>) {
    return this.complaints.execute(new DecideComplaint(...this.order<ComplaintCommand>(act)));
  }

  fault(act: ActOf<FaultCommand>) {
    return this.faults.execute(new DecideFault(...this.order<FaultCommand>(act)));
  }

  assessment(
    about: DecideAssessment['about'],
    stream: string,
    act: ActOf<AssessmentCommand>,
    channel = 'portal',
  ) {
    const [command, context] = this.order<AssessmentCommand>(act);
    const told = { ...context, channel };
    return this.assessing.execute(new DecideAssessment(about, stream, command, told));
  }

  /** What the exchange would bring about: a case asks for a callback, or takes it back. */
  async scheduleCallback(caseId: string): Promise<Recorded | undefined> {
    const finished = this.log.written(caseId).at(-1);
    if (!finished) return undefined;
    const before = this.log.decided();
    for (const { types, topic, handle } of this.callbacks.subscriptions()) {
      if (types.includes(finished.type)) await handle({ ...finished, topic, key: caseId });
    }
    return this.log.decided() > before ? this.memory.latest : undefined;
  }

  /** What the deadline process does when nobody called in time. */
  async passCallbackDeadline(id: CallbackId, dueAt: string): Promise<void> {
    const due = [{ id, dueAt }];
    const timers = { due: async () => due };
    await new CallbackDeadlineProcess(this.assessmentBus, this.clock, timers).tick();
  }

  /** Position of the log up to which everything was decided. */
  position = (): string => String(this.log.decided());

  /** What the exchange would bring about: the routed contact becomes a complaint. */
  lodgeRouted = (contactId: string) => this.deliver(contactId, this.lodging.subscription());

  /** The same for a fault. */
  reportRouted = (contactId: string) => this.deliver(contactId, this.reporting.subscription());

  /** … and an account that was cut off by mistake brings a fault and a complaint about. */
  async answerMistake(accountId: string): Promise<Mistake> {
    const isIt = ({ type }: Recorded) => type === 'MistakenDisconnectionFound';
    const found = this.log.written(accountId).findLast(isIt);
    if (!found) throw new Error(`${accountId} was never cut off by mistake`);
    for (const { topic, handle } of this.mistakes)
      await handle({ ...found, topic, key: accountId });
    return found.data as Mistake;
  }

  private async deliver(contactId: string, { handle }: Subscription): Promise<void> {
    const routed = this.log.written(contactId).find(({ type }) => type === 'ContactRouted');
    if (!routed) throw new Error(`${contactId} was never routed`);
    await handle(published(routed));
    this.log.forget(contactId);
  }

  /** What the deadline process does when the clock passes a promise, kept or not. */
  async passDeadline(complaintId: string, { promise, dueAt }: FrozenPromise): Promise<void> {
    const due = [{ id: `${complaintId}|${promise}`, caseId: complaintId, promise, dueAt }];
    await new DeadlineProcess(this.bus, this.clock, { due: async () => due }).tick();
  }

  /** The promises that run since a complaint was lodged or reopened. */
  promisesOf(complaintId: string): readonly FrozenPromise[] {
    const starts = ['ComplaintLodged', 'ComplaintReopened'];
    const started = this.log.written(complaintId).findLast(({ type }) => starts.includes(type));
    return (started?.data as { promises: readonly FrozenPromise[] } | undefined)?.promises ?? [];
  }

  /** The same for a promise of a fault. */
  async passFaultDeadline(faultId: string, { promise, dueAt }: FrozenPromise): Promise<void> {
    const due = [{ id: `${faultId}|${promise}`, caseId: faultId, promise, dueAt }];
    await new IntakeDeadlineProcess(this.bus, this.clock, { due: async () => due }).tick();
  }

  /** The promises that run since a fault was reported, or the crew arrived. */
  faultPromisesOf(faultId: string): readonly FrozenPromise[] {
    const starts = ['FaultReported', 'CrewArrived'];
    const started = this.log.written(faultId).findLast(({ type }) => starts.includes(type));
    return (started?.data as { promises: readonly FrozenPromise[] } | undefined)?.promises ?? [];
  }

  /** Nothing more will be asked of this stream. */
  settled = (stream: string): void => this.log.forget(stream);

  /** What was decided since the last time, to be written together. */
  takeSlice = () => this.log.takeSlice();

  /** A command as its handler wants it. */
  order<C extends Command>({ key, at, by, type, data }: ActOf<Command>): [C, Context] {
    const commandId = this.commandId(key);
    const ids = { commandId, correlationId: commandId, causationId: commandId };
    const channel = by === takeover ? 'takeover' : 'portal';
    const command = { type, data, at: instant(at), by: by.id } as unknown as C;
    return [command, { ...ids, channel, unit: by.unitId }];
  }
}

const published = (event: Recorded) => ({
  ...event,
  topic: topicOf('intake'),
  key: event.stream,
});
