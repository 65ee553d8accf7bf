/** The life of an ordinary complaint: who does what about it, when, and in which words. */
import type { Remedy, ReturnReason, Verdict } from '@taizhang/contracts/complaints';
import type { ComplaintCommandPayloads } from '@taizhang/complaints/domain';
import { natureOf, teamFor, type Grievance } from './grievances';
import { afterOpen, duty, minuteMs, office, watch } from './local-time';
import type { Person, UnitKey } from './organisation.data';
import {
  contactNotes,
  partly,
  remedyNotes,
  reopeningReasons,
  returnNotes,
  secondFindings,
  secondReplies,
  verdictReasons,
} from './phrases.data';
import type { Dice } from './random';
import type { Roster } from './roster';
import { fill, type Words } from './words';

type Payloads = Omit<ComplaintCommandPayloads, 'LodgeComplaint' | 'MissDeadline'>;

/** One step somebody takes; the complaint and the promises of a reopening are put in later. */
export type LifeAct = {
  [Type in keyof Payloads]: Readonly<{
    at: number;
    by: Person;
    type: Type;
    data: Omit<Payloads[Type], 'complaintId' | 'promises'>;
  }>;
}[keyof Payloads];

export type Beginning = Readonly<{
  lodgedAt: number;
  grievance: Grievance;
  words: Words;
  roster: Roster;
  dice: Dice;
}>;

const teams: readonly UnitKey[] = ['complaints', 'metering', 'repair', 'marketing'];

/** Everything that will be done about a complaint until it is closed for good. */
export function lifeOf(beginning: Beginning): LifeAct[] {
  const { dice, roster, grievance } = beginning;
  const life = new Life(beginning);
  const team = teamFor(grievance.category);
  if (dice.chance(0.055)) life.sendAstray(team);
  life.dispatch(team);
  const handler = roster.handlerIn(team, dice);
  const verdict = dice.weighted(['proven', 'partly-proven', 'unproven'] as const, (one) =>
    one === 'proven' ? 45 : one === 'partly-proven' ? 20 : 35,
  );
  life.handle(handler, verdict, grievance);
  if (dice.chance(0.045)) {
    const { found } = grievance[verdict === 'unproven' ? 'unproven' : 'proven'];
    life.reopen();
    // Where the first answer did not hold, something was true after all.
    const nature = natureOf(grievance.category);
    const more = dice.pick(secondFindings[nature]);
    const second = { found: found + more, reply: dice.pick(secondReplies[nature]) };
    life.handle(handler, 'proven', { ...grievance, proven: second });
  }
  return life.acts;
}

class Life {
  readonly acts: LifeAct[] = [];
  private now: number;
  private late = false;

  constructor(private readonly of: Beginning) {
    this.now = of.lodgedAt;
  }

  dispatch(team: UnitKey): void {
    const { dice, roster } = this.of;
    // Now and then one is overlooked for an hour.
    const minutes = dice.chance(0.06) ? dice.between(25, 95) : dice.between(2, 15);
    this.now = afterOpen(watch, this.now, minutes);
    const data = { toUnitId: roster.unitIds[team] };
    this.add({ type: 'DispatchComplaint', by: roster.dispatcher(this.now), data });
  }

  /** First to a team that cannot handle it, which says so. */
  sendAstray(team: UnitKey): void {
    const { dice, roster } = this.of;
    const wrong = dice.pick(teams.filter((one) => one !== team));
    this.dispatch(wrong);
    this.now = afterOpen(duty, this.now, dice.between(20, 120));
    const reason: ReturnReason = dice.chance(0.7) ? 'wrong-unit' : 'wrong-category';
    const data = { reason, note: dice.pick(returnNotes[reason]) };
    this.add({ type: 'ReturnComplaint', by: roster.handlerIn(wrong, dice), data });
  }

  handle(by: Person, verdict: Verdict, { cause, proven, unproven }: Grievance): void {
    const { dice, words } = this.of;
    const pace = by.pace ?? 1;
    const outcome = verdict === 'unproven' ? unproven : proven;
    const doubt = verdict === 'partly-proven' ? dice.pick(partly) : '';
    // Some work lies at the bottom of the pile.
    const pile = dice.chance(0.05) ? 4 : 1;

    // Whoever answered a reopened complaint still answers for it.
    if (!this.acts.some(({ type }) => type === 'AcceptComplaint')) {
      this.wait(duty, 35 * pace);
      this.add({ type: 'AcceptComplaint', by, data: {} });
    }
    this.wait(duty, 120 * pace * pile);
    const means = dice.weighted(['phone', 'visit', 'message'] as const, (one) =>
      one === 'phone' ? 80 : one === 'visit' ? 15 : 5,
    );
    this.add({
      type: 'ContactCustomer',
      by,
      data: { means, note: dice.pick(contactNotes[means]) },
    });
    this.wait(office, 300 * pace * pile);
    const findings = fill(outcome.found, words) + doubt;
    this.add({ type: 'InvestigateComplaint', by, data: { cause, findings } });
    this.wait(office, 80 * pace);
    const reasons = dice.pick(verdictReasons[verdict]);
    this.add({ type: 'AdjudicateComplaint', by, data: { verdict, reasons } });
    for (const remedy of remediesFor(verdict, dice)) {
      this.wait(office, 90 * pace);
      this.remedy(by, remedy);
    }
    this.wait(office, 110 * pace);
    this.add({ type: 'ReplyToComplaint', by, data: { reply: fill(outcome.reply, words) } });
    this.late = this.now - this.of.lodgedAt > 6 * 24 * 60 * minuteMs;
    this.close(by, verdict, pace);
  }

  /** Follow-up and callback: the customer says whether it is good now. */
  private close(by: Person, verdict: Verdict, pace: number): void {
    const { dice } = this.of;
    if (verdict !== 'unproven' && dice.chance(0.3)) {
      this.wait(office, 500);
      this.remedy(by, 'follow-up');
    }
    this.wait(office, 420);
    const satisfaction = dice.chance(0.74) ? this.rating(verdict, pace) : null;
    this.add({ type: 'CloseComplaint', by, data: { satisfaction } });
  }

  reopen(): void {
    const { dice, roster } = this.of;
    this.now = afterOpen(duty, this.now, dice.between(900, 4200));
    const data = { reason: dice.pick(reopeningReasons[natureOf(this.of.grievance.category)]) };
    this.add({ type: 'ReopenComplaint', by: roster.dispatcher(this.now), data });
  }

  private remedy(by: Person, remedy: Remedy): void {
    const { dice, grievance } = this.of;
    const amountFen = remedy === 'compensation' ? dice.pick(compensationsFen) : null;
    const note = dice.pick(remedyNotes[remedy][natureOf(grievance.category)]);
    this.add({ type: 'RemedyComplaint', by, data: { remedy, amountFen, note } });
  }

  private rating(verdict: Verdict, pace: number): number {
    const { dice } = this.of;
    const base = verdict === 'proven' ? 4.5 : verdict === 'partly-proven' ? 4.3 : 3.9;
    const service = pace < 0.7 ? 0.35 : pace > 2 ? -0.5 : 0;
    const felt = base + service - (this.late ? 0.8 : 0) + dice.between(-1.1, 1.1);
    return Math.max(1, Math.min(5, Math.round(felt)));
  }

  private wait(clock: typeof office, medianMinutes: number): void {
    this.now = afterOpen(clock, this.now, this.of.dice.around(medianMinutes));
  }

  private add(act: DistributiveOmit<LifeAct, 'at'>): void {
    // Seconds apart even where both fall on an opening.
    this.now += Math.round(this.of.dice.between(1_000, 50_000));
    this.acts.push({ ...act, at: this.now } as LifeAct);
  }
}

type DistributiveOmit<Union, Keys extends string> = Union extends unknown
  ? Omit<Union, Keys>
  : never;

const compensationsFen = [20_00, 20_00, 30_00, 30_00, 50_00, 50_00, 100_00];

/** What is true is made good before it is answered. */
function remediesFor(verdict: Verdict, dice: Dice): Remedy[] {
  if (verdict === 'unproven') return dice.chance(0.12) ? ['apology'] : [];
  const remedies: Remedy[] = ['apology'];
  if (dice.chance(verdict === 'proven' ? 0.7 : 0.4)) remedies.push('correction');
  if (dice.chance(verdict === 'proven' ? 0.3 : 0.08)) remedies.push('compensation');
  return remedies;
}
