/**
 * Half a year of a county utility, made by giving real commands under a moved clock. The same
 * seed and the same `until` make the same events, ids included, so that filling which was cut
 * short can be begun again.
 */
import type { Role } from '@taizhang/contracts/organisation';
import { instant, type ActorId, type Clock, type EventLog, type Instant } from '@taizhang/kernel';
import type { DemoAccount } from '@taizhang/platform/service';
import { planBilling } from './billing';
import { Desk } from './desk';
import { planDay, planStorm, planWeekAtCounter } from './everyday';
import { addDays, minuteMs, weekday } from './local-time';
import { planAssessment } from './scorecard-plan';
import { people, units } from './organisation.data';
import { planOrganisation } from './organisation-plan';
import { stormsIn } from './rhythm';
import { planStories, storyCustomers } from './stories';
import { planOpenFaults } from './storm';
import { planUnfinished } from './unfinished';
import { World } from './world';
import { WritingBehind } from './writing-behind';

export type DemoAccounts = Readonly<{
  create(
    account: Readonly<{
      username: string;
      staffId: ActorId;
      name: string;
      unitId: string;
      roles: readonly Role[];
      password: string;
    }>,
  ): Promise<unknown>;
}>;

export type DemoProgress = Readonly<{ done: number; total: number; phase: DemoPhase }>;
export type DemoPhase = 'customers' | 'history' | 'done';

export type DemoOptions = Readonly<{
  /** A log whose `recordedAt` comes from the clock given. */
  openLog(clock: Clock): EventLog;
  accounts: DemoAccounts;
  /** Of every account of the demonstration. */
  password: string;
  /** Best a midnight: the last day is the last whole one before. */
  until: Instant;
  seed?: number;
  customers?: number;
  days?: number;
  onProgress?(progress: DemoProgress): void;
}>;

/** Who can be tried out, after the log is filled and their accounts exist. */
export async function fillWithDemo(options: DemoOptions): Promise<DemoAccount[]> {
  const { openLog, until, seed = 1, customers = 2000, days = 182, onProgress } = options;
  const deciding = new MovedClock();
  const writing = new MovedClock();
  const desk = new Desk(openLog(writing), deciding, seed);
  const world = new World(desk, { seed, customers, days, until: Date.parse(until) });
  // Hashing passwords keeps other threads busy than deciding does.
  const accounts = createAccounts(world, options);
  // Told when it is awaited; until then it is nobody's unhandled rejection.
  accounts.catch(() => undefined);
  planAll(world, days);

  const behind = new WritingBehind();
  let done = 0;
  while (world.agenda.nextAt <= Date.parse(until)) {
    const at = world.agenda.nextAt;
    const end = Math.min(at + sliceMsMax, Date.parse(until));
    for (let steps = 0; steps < sliceStepsMax && world.agenda.nextAt <= end; steps++) {
      const step = world.agenda.take();
      deciding.moveTo(step.at);
      await step.run();
      done++;
    }
    const now = deciding.now();
    const write = desk.takeSlice();
    await behind.add(() => {
      writing.moveTo(Date.parse(now));
      return write();
    });
    const phase = at < world.opensAt ? 'customers' : 'history';
    onProgress?.({ done, total: done + world.agenda.size, phase });
  }
  await behind.finish();
  onProgress?.({ done, total: done, phase: 'done' });
  return accounts;
}

/** Time never runs backwards: what a step brought about may lie before the end of its slice. */
class MovedClock implements Clock {
  private ms = 0;
  moveTo = (ms: number): void => void (this.ms = Math.max(this.ms, ms));
  now = (): Instant => instant(this.ms);
}

/**
 * What happens within minutes is written in one transaction, at the time of its last step: as if
 * it had been typed in when there was a moment for it.
 */
const sliceMsMax = 10 * minuteMs;
const sliceStepsMax = 64;

function planAll(world: World, days: number): void {
  const { desk, agenda, roster, planners, firstDay, from, scale } = world;
  planOrganisation(desk, agenda, roster, from);
  [...storyCustomers, ...world.customers].forEach((customer, index) =>
    planners.customers.takeOver(customer, from + 10 * minuteMs + index * 1000),
  );
  for (let day = 0; day < days; day++) {
    const date = addDays(firstDay, day);
    planDay(world, date);
    if (weekday(date) === 1) planWeekAtCounter(world, date, Math.floor(day / 7));
  }
  for (const storm of stormsIn(firstDay, days, scale)) planStorm(world, storm);
  planStories(world);
  planUnfinished(world);
  planOpenFaults(world);
  planBilling(world);
  planAssessment(world);
}

async function createAccounts({ roster, from }: World, options: DemoOptions) {
  const created: DemoAccount[] = [];
  for (const person of people) {
    const { username, name, role, unit } = person;
    if (username === undefined) continue;
    const roles = [role];
    const staffId = roster.staffId(person);
    const unitId = roster.unitIds[roster.unitOf(person, from)];
    const { password } = options;
    await options.accounts.create({ username, staffId, name, unitId, roles, password });
    created.push({ username, name, roles, unitName: units.find(({ key }) => key === unit)!.name });
  }
  return created;
}
