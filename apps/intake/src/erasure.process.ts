/**
 * Says that an erasure is complete once it is: the last word on a person, and the receipt. Before
 * that, and whenever it comes to light later, it has those words erased as well that stood under
 * the key of a contact or an inquiry while nobody knew whose they are.
 */
import { topicOf, derivedId, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId, Clock, Context, EventLog, Recorded } from '@taizhang/kernel';
import { CLOCK, EVENT_LOG } from '@taizhang/kernel';
import type { PersonId, PrivacyEvent } from '@taizhang/contracts/intake';
import { DecidePrivacy } from '@taizhang/intake/application';
import { noTies, type PrivacyCommand } from '@taizhang/intake/domain';
import { AccountStore } from '@taizhang/platform/auth';
import { DATABASE, VAULT } from '@taizhang/platform/resources';
import { carriedOut } from '@taizhang/platform/service';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Vault } from '@taizhang/vault';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { TiesOf } from './ties';

type Erased = Recorded<Extract<PrivacyEvent, { type: 'PersonErased' }>>;

const by = 'system-erasure' as ActorId;
const lookMs = 100;
/** Told again after that; large ledgers take minutes to read. */
const patienceMs = 20_000;

@Injectable()
export class ErasureProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly accounts: AccountStore,
    private readonly tiesOf: TiesOf,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(DATABASE) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  subscriptions(): readonly Subscription[] {
    const identified = (message: Published) => this.eraseEarlyWords(message);
    return [
      {
        consumer: 'intake.erasure',
        topic: topicOf('intake'),
        types: ['PersonErased', 'ContactIdentified'],
        handle: (message) =>
          message.type === 'PersonErased' ? this.complete(message) : identified(message),
      },
      {
        consumer: 'intake.erasure.billing-inquiries',
        topic: topicOf('billing-inquiries'),
        types: ['InquiryVerified'],
        handle: identified,
      },
    ];
  }

  private async complete(message: Published): Promise<void> {
    const { personId } = message.data as Erased['data'];
    const decision = await this.decisionOn(personId);
    // Decided again since, for more words: nothing is to be waited for here.
    if (decision?.id !== message.id) return;
    const { events, streams, rows } = await this.carriedOut(decision.data);
    if (personId.startsWith('staff-')) await this.accounts.forget(personId as ActorId);
    if (await this.erasesMore(decision, message)) return;
    const { subjects } = decision.data;
    const data = { personId, subjects, events, streams, rows };
    await this.decide('erasure completed', { type: 'CompleteErasure', data }, message);
  }

  /** A contact or an inquiry turns out to be of somebody who is erased already. */
  private async eraseEarlyWords(message: Published): Promise<void> {
    const { customerId } = message.data as Readonly<{ customerId: PersonId | null }>;
    if (customerId === null || !(await this.vault.destroyed([customerId])).has(customerId)) return;
    const decision = await this.decisionOn(customerId);
    if (decision) await this.erasesMore(decision, message);
  }

  /** @returns whether more is theirs than what the decision was about */
  private async erasesMore({ data }: Erased, message: Published): Promise<boolean> {
    const { subjects } = await this.tiesOf.of(data.personId);
    const more = { type: 'ErasePerson' as const, data: { ...data, subjects, ties: noTies } };
    return (await this.decide('erasure of more', more, message)).events.length > 0;
  }

  private async decisionOn(personId: PersonId): Promise<Erased | undefined> {
    const told = (await this.log.readStream(personId)) as readonly Recorded<PrivacyEvent>[];
    return told.findLast((event): event is Erased => event.type === 'PersonErased');
  }

  private decide(
    act: string,
    told: Pick<PrivacyCommand, 'type' | 'data'>,
    { id, context: cause }: Published,
  ) {
    const context: Context = {
      ...{ commandId: derivedId(act, id), correlationId: cause.correlationId, causationId: id },
      ...{ channel: 'system', unit: null },
    };
    const command = { ...told, at: this.clock.now(), by } as PrivacyCommand;
    return this.bus.execute(new DecidePrivacy(command, context));
  }

  private async carriedOut({ personId, subjects }: Erased['data']) {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const carried = await carriedOut(this.pool, personId, subjects);
      if (carried.isDone) return carried;
      if (performance.now() > deadline) throw new Error('An erasure is still being carried out');
      await delay(lookMs);
    }
  }
}
