/** Says that an erasure is complete once it is: the last word on a person, and the receipt. */
import { topicOf, derivedId, type Published, type Subscription } from '@taizhang/kernel';
import type { ActorId, Clock, Context } from '@taizhang/kernel';
import { CLOCK } from '@taizhang/kernel';
import type { PersonId } from '@taizhang/contracts/intake';
import { DecidePrivacy } from '@taizhang/intake/application';
import { AccountStore } from '@taizhang/platform/auth';
import { DATABASE } from '@taizhang/platform/resources';
import { carriedOut } from '@taizhang/platform/service';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';

const by = 'system-erasure' as ActorId;
const lookMs = 100;
/** Told again after that; large ledgers take minutes to read. */
const patienceMs = 20_000;

@Injectable()
export class ErasureProcess {
  constructor(
    private readonly bus: CommandBus,
    private readonly accounts: AccountStore,
    @Inject(DATABASE) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  subscription(): Subscription {
    return {
      consumer: 'intake.erasure',
      topic: topicOf('intake'),
      types: ['PersonErased'],
      handle: (message) => this.complete(message),
    };
  }

  private async complete({ id, data, context: cause }: Published): Promise<void> {
    const { personId } = data as { personId: PersonId };
    const { events, streams, rows } = await this.carriedOut(personId);
    if (personId.startsWith('staff-')) await this.accounts.forget(personId as ActorId);
    const commandId = derivedId('erasure completed', id);
    const context: Context = {
      ...{ commandId, correlationId: cause.correlationId, causationId: id },
      ...{ channel: 'system', unit: null },
    };
    const done = { personId, events, streams, rows };
    const command = { type: 'CompleteErasure' as const, data: done, at: this.clock.now(), by };
    await this.bus.execute(new DecidePrivacy(command, context));
  }

  private async carriedOut(personId: string) {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const carried = await carriedOut(this.pool, personId);
      if (carried.isDone) return carried;
      if (Date.now() > deadline) throw new Error('An erasure is still being carried out');
      await delay(lookMs);
    }
  }
}
