/** Puts what will be done about a fault on the agenda, and watches its promises. */
import type { Area, FaultId } from '@taizhang/contracts/intake';
import type { FaultCommand } from '@taizhang/intake/domain';
import { idFrom, instant } from '@taizhang/kernel';
import type { Agenda } from './agenda';
import type { ActOf, Desk } from './desk';
import type { FaultAct } from './fault-life';
import type { Person } from './organisation.data';
import type { Roster } from './roster';

type Planned = Readonly<{ key: string; faultId: string; area: Area }>;

/** A fault that somebody of the house noticed, not a caller. */
export type Noticed = Readonly<{
  key: string;
  at: number;
  by: Person;
  area: Area;
  place: string;
  statement: string;
}>;

export class FaultPlanner {
  constructor(
    private readonly desk: Desk,
    private readonly agenda: Agenda,
    private readonly roster: Roster,
    /** Told of every fault that was closed. */
    private readonly closed: (key: string, at: number, faultId: string) => Promise<void>,
  ) {}

  idOf = (key: string) => idFrom('fault', this.desk.commandId(`${key}/route`));

  /** Call when the fault is reported: its promises run from then on. */
  plan(fault: Planned, acts: readonly FaultAct[]): void {
    this.watchDeadlines(fault.key, fault.faultId);
    acts.forEach((act, index) => this.add(`${fault.key}/${index}`, fault, act));
  }

  /** Reported by the house itself and not triaged yet. */
  notice({ key, at, by: person, area, place, statement }: Noticed): void {
    const faultId = idFrom('fault', this.desk.commandId(key)) as FaultId;
    this.agenda.add({
      at,
      key,
      run: async () => {
        const by = this.roster.actor(person, at);
        const { unitId } = by;
        const data = {
          ...{ faultId, customerId: null, contactId: null, supplyPointId: null, unitId },
          ...{ class: 'high-voltage' as const, area, place, statement, channel: 'visit' as const },
          ...{ ownerId: by.id, triage: null, grounds: null },
          promises: this.desk.intakeBook.forFault(instant(at), area, false, unitId),
        };
        await this.desk.fault({ key, at, by, type: 'ReportFault', data });
        this.watchDeadlines(key, faultId);
      },
    });
  }

  private add(key: string, { faultId, area }: Planned, act: FaultAct): void {
    const { at, by: person, type, data } = act;
    this.agenda.add({
      at,
      key,
      run: async () => {
        const by = this.roster.actor(person, at);
        const arrives = type === 'ArriveAtFault';
        const promised = () => this.desk.intakeBook.forRestoration(instant(at), area, by.unitId);
        const whole = { faultId, ...data, ...(arrives && { restoring: promised() }) };
        await this.desk.fault({
          ...{ key, at, by, type },
          data: whole,
        } as unknown as ActOf<FaultCommand>);
        if (arrives) this.watchDeadlines(key, faultId);
        if (type !== 'CloseFault') return;
        await this.closed(key, at, faultId);
        this.desk.settled(faultId);
      },
    });
  }

  private watchDeadlines(key: string, faultId: string): void {
    for (const promise of this.desk.faultPromisesOf(faultId)) {
      this.agenda.add({
        // A promise is missed once its last moment has passed.
        at: Date.parse(promise.dueAt) + 1,
        key: `${key}/deadline/${promise.promise}`,
        run: () => this.desk.passFaultDeadline(faultId, promise),
      });
    }
  }
}
