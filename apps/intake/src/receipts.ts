/** What became of a person's data: from their stream, and from what was carried out. */
import type { PersonId, PrivacyEvent } from '@taizhang/contracts/intake';
import type { ErasureReceipt, PrivacyState } from '@taizhang/contracts/views';
import { keptBy, privacyDecider } from '@taizhang/intake/domain';
import { CLOCK, EVENT_LOG, instant } from '@taizhang/kernel';
import type { Clock, EventLog, Recorded } from '@taizhang/kernel';
import { orNotFound } from '@taizhang/platform/http';
import { VAULT } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { Vault } from '@taizhang/vault';
import { erasureIn } from './erasure-in';
import { TiesOf } from './ties';

type Of<Type extends PrivacyEvent['type']> = Recorded<Extract<PrivacyEvent, { type: Type }>>;

@Injectable()
export class Receipts {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ties: TiesOf,
  ) {}

  async stateOf(personId: PersonId): Promise<PrivacyState> {
    const history = await this.historyOf(personId);
    const state = history.reduce(privacyDecider.evolve, privacyDecider.initialState);
    const restriction =
      state.processing === 'restricted' ? last(history, 'ProcessingRestricted')! : null;
    const { ties } = await this.ties.of(personId);
    const keepUntil = restriction?.data.keepUntil ?? null;
    const erased = state.processing === 'erased';
    const kept = keptBy(ties, keepUntil, this.clock.now());
    return {
      personId,
      processing: state.processing === 'unknown' ? 'normal' : state.processing,
      revision: history.at(-1)!.revision,
      restriction: restriction && {
        ...{ ground: restriction.data.ground, keepUntil, at: restriction.at, by: restriction.by },
        reference: restriction.data.reference,
      },
      keptBy: erased ? 'person-erased' : (kept ?? null),
      ...{ openCases: ties.openCases, unsettledFen: ties.unsettledFen },
    };
  }

  /** @throws HttpProblem `not-found` when nobody decided to erase them */
  async of(personId: PersonId): Promise<ErasureReceipt> {
    const { decision, subjects, carried } = orNotFound(erasureIn(await this.historyOf(personId)));
    const { destroyedAt, isRotatedSince } = await this.vault.fateOf(subjects);
    return {
      ...decision,
      keysDestroyedAt: destroyedAt === null ? null : instant(destroyedAt),
      events: carried?.events ?? 0,
      streams: carried?.streams ?? 0,
      rows: carried?.rows ?? 0,
      keyBackups: isRotatedSince ? 'unreadable' : 'after-master-rotation',
    };
  }

  private async historyOf(personId: PersonId): Promise<readonly Recorded[]> {
    const history = await this.log.readStream(personId);
    orNotFound(history[0]);
    return history;
  }
}

const last = <Type extends PrivacyEvent['type']>(history: readonly Recorded[], type: Type) =>
  history.filter((event) => event.type === type).at(-1) as Of<Type> | undefined;
