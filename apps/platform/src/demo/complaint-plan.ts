/** Puts what will be done about a complaint on the agenda, and watches its promises. */
import type { ComplaintId } from '@taizhang/contracts/complaints';
import type { ComplaintCommand } from '@taizhang/complaints/domain';
import { instant } from '@taizhang/kernel';
import type { Agenda } from './agenda';
import type { LifeAct } from './complaint-life';
import type { ActOf, Desk } from './desk';
import type { Roster } from './roster';

export type TakenStep = Readonly<{
  key: string;
  at: number;
  type: LifeAct['type'];
  complaintId: string;
}>;

export class ComplaintPlanner {
  constructor(
    private readonly desk: Desk,
    private readonly agenda: Agenda,
    private readonly roster: Roster,
    /** Told of every step that was taken. */
    private readonly taken: (step: TakenStep) => Promise<void>,
  ) {}

  /** Call when the complaint is lodged: its promises run from then on. */
  plan(key: string, complaintId: string, acts: readonly LifeAct[]): void {
    this.watchDeadlines(key, complaintId);
    acts.forEach((act, index) => this.add(`${key}/${index}`, complaintId, act));
  }

  private add(key: string, complaintId: string, { at, by: person, type, data }: LifeAct): void {
    this.agenda.add({
      at,
      key,
      run: async () => {
        const by = this.roster.actor(person, at);
        const told = { complaintId: complaintId as ComplaintId, ...data };
        const reopens = type === 'ReopenComplaint';
        const promises = reopens ? this.desk.book.forReopening(instant(at), by.unitId) : [];
        const whole = reopens ? { ...told, promises } : told;
        const act = { key, at, by, type, data: whole } as unknown as ActOf<ComplaintCommand>;
        await this.desk.complaint(act);
        await this.taken({ key, at, type, complaintId });
        if (reopens) this.watchDeadlines(key, complaintId);
      },
    });
  }

  private watchDeadlines(key: string, complaintId: string): void {
    for (const promise of this.desk.promisesOf(complaintId)) {
      this.agenda.add({
        // A promise is missed once its last moment has passed.
        at: Date.parse(promise.dueAt) + 1,
        key: `${key}/deadline/${promise.promise}`,
        run: () => this.desk.passDeadline(complaintId, promise),
      });
    }
  }
}
