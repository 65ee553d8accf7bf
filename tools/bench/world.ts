/** Who there is in the synthetic utility, and what chance has in store for it. */
import type { FrozenPromise } from '@taizhang/calendar';
import { instant, type ActorId, type Instant } from '@taizhang/kernel';
import { Dice } from './dice';

/** What happens next in a story. */
export type Step = Readonly<{
  /** Minutes after the step before. */
  after: number;
  type: string;
  by: ActorId;
  unit: string | null;
  channel?: string;
  data: object;
}>;

export type Story = Readonly<{ stream: string; steps: Iterator<Step, void> }>;

export type Colleague = Readonly<{ id: ActorId; unit: string }>;

const epoch = Date.parse('2025-01-01T00:00:00.000Z');

export class World {
  readonly dice = new Dice(20_260_105);
  readonly units = Array.from({ length: 12 }, () => this.dice.id('unit'));
  readonly staff: readonly Colleague[] = this.units.flatMap((unit) =>
    Array.from({ length: 10 }, () => ({ id: this.dice.id<ActorId>('staff'), unit })),
  );
  readonly customers: string[] = [];
  /** Complaints that contacts have become; each goes its own way. */
  readonly begun: Story[] = [];
  /** Minutes since the world began. */
  now = 0;

  colleague = (): Colleague => this.dice.pick(this.staff);

  /** So many minutes from now. */
  at = (minutes: number): Instant => instant(epoch + Math.round((this.now + minutes) * 60_000));

  promise = (name: FrozenPromise['promise'], hours: number): FrozenPromise => ({
    promise: name,
    edition: '国家电网有限公司供电服务“十项承诺” 2022',
    limit: { amount: hours, unit: 'hours' },
    calendar: 'cn-2025',
    startedAt: this.at(0),
    dueAt: this.at(hours * 60),
  });
}
