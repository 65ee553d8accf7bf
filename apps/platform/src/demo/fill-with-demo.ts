/**
 * Half a year of a county utility, made by giving real commands under a moved clock. The same
 * seed and the same `until` make the same events, ids included, so that filling which was cut
 * short can be begun again.
 */
import type { Role } from '@taizhang/contracts/organisation';
import { instant, type Clock, type EventLog, type Instant } from '@taizhang/kernel';
import { Desk } from './desk';
import { planDay, planStorm, planWeekAtCounter } from './everyday';
import { addDays, hourMs, minuteMs, weekday } from './local-time';
import { people, units } from './organisation.data';
import { planOrganisation } from './organisation-plan';
import { stormsIn } from './rhythm';
import { planStories, storyCustomers } from './stories';
import { planUnfinished } from './unfinished';
import { World } from './world';

export type DemoAccount = Readonly<{
  username: string;
  name: string;
  roles: readonly Role[];
  unitName: string;
}>;

export type DemoAccounts = Readonly<{
  create(
    account: Readonly<{
      username: string;
      staffId: ActorIdOf;
      name: string;
      unitId: string;
      roles: readonly Role[];
      password: string;
    }>,
  ): Promise<unknown>;
}>;
type ActorIdOf = ReturnType<World['roster']['staffId']>;

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
  let now = instant(0);
  const clock: Clock = { now: () => now };
  const desk = new Desk(openLog(clock), clock, seed);
  const world = new World(desk, { seed, customers, days, until: Date.parse(until) });
  // Hashing passwords keeps other threads busy than deciding does.
  const accounts = createAccounts(world, options);
  planAll(world, days);

  const slices = { until: Date.parse(until), stepsMax: 64, spanMsMax: spanMs };
  let done = 0;
  for (;;) {
    const slice = world.agenda.nextSlice(slices);
    if (slice.length === 0) break;
    // What a step brought about may lie before the end of its slice; time never runs backwards.
    now = instant(Math.max(slice.at(-1)!.at, Date.parse(now)));
    await Promise.all(slice.map(({ run }) => run()));
    done += slice.length;
    const phase = slice[0]!.at < world.from + 2 * hourMs ? 'customers' : 'history';
    onProgress?.({ done, total: done + world.agenda.size, phase });
  }
  onProgress?.({ done, total: done, phase: 'done' });
  return accounts;
}

/** Short enough that nothing looks as if it had been written down late. */
const spanMs = 2 * minuteMs;

function planAll(world: World, days: number): void {
  const { desk, agenda, roster, planners, firstDay, from, scale } = world;
  planOrganisation(desk, agenda, roster, from);
  for (const customer of [...storyCustomers, ...world.customers]) {
    planners.customers.takeOver(customer, from + 10 * minuteMs);
  }
  for (let day = 0; day < days; day++) {
    const date = addDays(firstDay, day);
    planDay(world, date);
    if (weekday(date) === 1) planWeekAtCounter(world, date, Math.floor(day / 7));
  }
  for (const storm of stormsIn(firstDay, days, scale)) planStorm(world, storm);
  planStories(world);
  planUnfinished(world);
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
