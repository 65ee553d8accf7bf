/** Who works at a moment, and on what. */
import type { Channel } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { idFrom, type ActorId } from '@taizhang/kernel';
import type { Actor, Desk } from './desk';
import { dateOf, dayMs, hourOf, isDayOff } from './local-time';
import { people, units, type Person, type UnitKey } from './organisation.data';
import type { Dice } from './random';

export type Period = Readonly<{ from: number; until: number }>;

export class Roster {
  /** As the controllers make ids: from the command that opens the unit, or registers the person. */
  readonly unitIds: Readonly<Record<UnitKey, UnitId>>;

  constructor(
    private readonly desk: Desk,
    private readonly period: Period,
  ) {
    const ids = units.map(({ key }) => [key, idFrom('unit', desk.commandId(`unit/${key}/open`))]);
    this.unitIds = Object.fromEntries(ids) as Record<UnitKey, UnitId>;
  }

  staffId = ({ key }: Person): ActorId =>
    idFrom('staff', this.desk.commandId(`staff/${key}/join`)) as ActorId;

  joinedAt = ({ joins }: Person): number =>
    joins === undefined ? this.period.from : this.thousandth(joins);

  movedAt = ({ moves }: Person): number => (moves ? this.thousandth(moves.when) : Infinity);

  unitOf(person: Person, ms: number): UnitKey {
    return person.moves && ms >= this.movedAt(person) ? person.moves.to : person.unit;
  }

  /** The person as they act at a moment. */
  actor(person: Person, ms: number): Actor {
    return { id: this.staffId(person), unitId: this.unitIds[this.unitOf(person, ms)] };
  }

  named(key: string): Person {
    const person = people.find((one) => one.key === key);
    if (!person) throw new Error(`Nobody is called ${key}`);
    return person;
  }

  /** Who answers a contact: at the counter the hall's people, otherwise whoever has the shift. */
  agentFor(channel: Channel, hall: UnitKey, ms: number, dice: Dice): Person {
    const inHall = channel === 'counter' || channel === 'visit';
    if (!inHall) return this.onShift(ms, dice);
    return dice.weighted(this.agentsOf(hall, ms), ({ share = 1 }) => share);
  }

  handlerIn(unit: UnitKey, dice: Dice): Person {
    const handlers = people.filter((one) => one.unit === unit && one.role === 'handler');
    return dice.weighted(handlers, ({ share = 1 }) => share);
  }

  /** Who drives out. */
  crew(dice: Dice): Person {
    return dice.pick(people.filter(({ role }) => role === 'crew'));
  }

  /** Who dispatches: by day the head of service, otherwise the head of the hotline. */
  dispatcher(ms: number): Person {
    const byDay = !isDayOff(dateOf(ms)) && hourOf(ms) >= 8 && hourOf(ms) < 18;
    return this.named(byDay ? 'wang-jianhua' : 'liang-hui');
  }

  private agentsOf(unit: UnitKey, ms: number): readonly Person[] {
    return people.filter(
      (one) => one.role === 'agent' && this.unitOf(one, ms) === unit && this.joinedAt(one) <= ms,
    );
  }

  /** Night, evening and two by day; the shifts rotate. */
  private onShift(ms: number, dice: Dice): Person {
    const agents = this.agentsOf('hotline', ms);
    const turn = Math.floor(Date.parse(dateOf(ms)) / dayMs);
    const [night, evening, ...byDay] = agents.map(
      (_, index) => agents[(turn + index) % agents.length]!,
    );
    const hour = hourOf(ms);
    if (hour < 8) return night!;
    return hour >= 17 ? evening! : dice.pick(byDay);
  }

  private thousandth = (part: number) =>
    this.period.from + ((this.period.until - this.period.from) * part) / 1000;
}
