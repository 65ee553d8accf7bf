/** Customers are called back, and some rate by a link of their own. */
import type { CallbackEvent, CallbackId, CaseId, RatingId } from '@taizhang/contracts/assessment';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { idFrom, instant, type ActorId, type Recorded } from '@taizhang/kernel';
import type { Agenda } from './agenda';
import type { TakenStep } from './complaint-plan';
import type { Actor, Desk } from './desk';
import { afterOpen, telephone, dayMs, hourMs } from './local-time';
import { people } from './organisation.data';
import { callbackComments, ratingComments } from './phrases.assessment.data';
import { Dice } from './random';
import type { Roster } from './roster';

/** Since when complaints are called back about, and since when the others. */
type Options = Readonly<{ seed: number; from: number; others: number }>;
type Scheduled = Recorded<Extract<CallbackEvent, { type: 'CallbackScheduled' }>>;

const customer: Actor = { id: 'system-rating-link' as ActorId, unitId: null };

export class CallbackPlanner {
  constructor(
    private readonly desk: Desk,
    private readonly agenda: Agenda,
    private readonly roster: Roster,
    private readonly options: Options,
  ) {}

  /** A step was taken: closing and remedies ask for a callback, reopening takes it back. */
  taken = async ({ key, at, type, complaintId }: TakenStep): Promise<void> => {
    if (at < this.options.from) return;
    if (type === 'ReopenComplaint') return void (await this.desk.scheduleCallback(complaintId));
    if (type !== 'CloseComplaint' && type !== 'RemedyComplaint') return;
    const scheduled = await this.desk.scheduleCallback(complaintId);
    if (scheduled) this.call(key, at, scheduled as unknown as Scheduled);
    const dice = new Dice(this.options.seed, 'rating', key);
    if (type === 'CloseComplaint' && dice.chance(0.16)) this.rate(key, at, complaintId, dice);
  };

  /** A fault or an inquiry was closed; of those the last weeks are enough to show. */
  closed = async (key: string, at: number, caseId: string): Promise<void> => {
    if (at < this.options.others) return;
    const scheduled = await this.desk.scheduleCallback(caseId);
    if (scheduled) this.call(key, at, scheduled as unknown as Scheduled);
  };

  private call(key: string, at: number, { data }: Scheduled): void {
    const { callbackId, kind, promises } = data;
    const dice = new Dice(this.options.seed, 'callback', key, kind);
    const own = `callback/${kind}/${key}`;
    // Two weeks after a recovery we talk again: towards their end.
    const wait = kind === 'recovery' ? dice.between(8, 13) * dayMs : 0;
    let when = at + wait;
    const vain = dice.weighted([0, 1, 2, 3], (times) => [70, 20, 7, 3][times]!);
    for (let nth = 0; nth < Math.min(vain, 3); nth++) {
      when = afterOpen(telephone, when, dice.around(120));
      this.act(`${own}/${nth}`, when, callbackId, 'AttemptCallback', {
        outcome: dice.chance(0.75) ? 'no-answer' : 'busy',
        note: '',
      });
    }
    if (vain < 3) {
      // Now and then a call is forgotten for two days.
      const slow = dice.chance(0.05) ? 48 * 60 : 0;
      when = afterOpen(telephone, when + slow * 60_000, dice.around(150));
      const score = dice.weighted([5, 4, 3, null], (one) =>
        one === 5 ? 46 : one === 4 ? 34 : one === 3 ? 12 : 8,
      );
      const comment = score === null ? '' : dice.pick(callbackComments[score as 5 | 4 | 3]);
      this.act(`${own}/score`, when, callbackId, 'ScoreCallback', { score, comment });
    }
    const [promise] = promises;
    if (!promise) return;
    this.agenda.add({
      at: Date.parse(promise.dueAt) + 1,
      key: `${own}/deadline`,
      run: () => this.desk.passCallbackDeadline(callbackId, promise.dueAt),
    });
  }

  private act(
    key: string,
    at: number,
    callbackId: CallbackId,
    type: 'AttemptCallback' | 'ScoreCallback',
    more: object,
  ): void {
    const by = this.roster.actor(this.roster.named('dong-qing'), at);
    const data = { callbackId, ...more };
    const act = { key, at, by, type, data } as never;
    // The case may have been opened again meanwhile.
    const run = async () =>
      this.desk.memory.isToCall(callbackId)
        ? this.desk.assessment('callback', callbackId, act)
        : undefined;
    this.agenda.add({ at, key, run });
  }

  /** Whoever closed the case sends the link; the customer opens it in the evening, or not. */
  private rate(key: string, closedAt: number, caseId: string, dice: Dice): void {
    const finished = this.desk.memory.case(caseId);
    const person = people.find((one) => this.roster.staffId(one) === finished?.handlerId);
    if (!finished || !person) return;
    const ratingId = idFrom('rating', caseId) as RatingId;
    const invitedAt = closedAt + Math.round(dice.between(60, 1200) * 1000);
    const by = this.roster.actor(person, invitedAt);
    const expiresAt = instant(invitedAt + 30 * dayMs);
    const invite = `rating/${key}/invite`;
    const invited = { ratingId, caseId: caseId as CaseId, expiresAt };
    this.agenda.add({
      at: invitedAt,
      key: invite,
      run: () => {
        const act = { key: invite, at: invitedAt, by, type: 'InviteRating', data: invited };
        return this.desk.assessment('rating', ratingId, act as never).catch(rated);
      },
    });
    if (dice.chance(0.3)) return;
    const at = invitedAt + Math.round(dice.between(2, 30) * hourMs);
    const score = dice.weighted([5, 4, 3, 2, 1] as const, (one) => [3, 4, 10, 30, 50][one - 1]!);
    const data = {
      ...{ ratingId, caseId: caseId as CaseId, score, comment: dice.pick(ratingComments[score]) },
      customerId: finished.customerId as CustomerId | null,
      handlerId: finished.handlerId as ActorId | null,
      unitId: finished.unitId as UnitId | null,
    };
    const rate = `rating/${key}`;
    const act = { key: rate, at, by: customer, type: 'RateCase', data } as never;
    const run = () => this.desk.assessment('rating', ratingId, act, 'rating-link').catch(rated);
    this.agenda.add({ at, key: rate, run });
  }
}

/** A reopened case was rated the first time it was closed: once is enough. */
const rated = (error: Error): void => {
  if (!error.message.includes('case-already-rated')) throw error;
};
