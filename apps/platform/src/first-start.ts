/** What an empty ledger begins with: demonstration data, or one administrator. */
import type { UnitId } from '@taizhang/contracts/organisation';
import { derivedId, handle, idFrom, instant } from '@taizhang/kernel';
import type { ActorId, Clock, Context, EventLog } from '@taizhang/kernel';
import { staffMemberDecider, unitDecider } from '@taizhang/organisation/domain';
import type { AccountStore } from '@taizhang/platform/auth';
import {
  demoPassword,
  readSetting,
  writeSetting,
  type Demonstration,
} from '@taizhang/platform/service';
import type { Pool } from 'pg';
import { fillWithDemo } from './demo';

export type FirstStart = Readonly<{
  pool: Pool;
  openLog: (clock: Clock) => EventLog;
  accounts: AccountStore;
  wantsDemo: boolean;
  clock: Clock;
  say: (line: string) => void;
}>;

/** Answers whether demonstration data was filled in by this call. */
export async function prepareLedger(first: FirstStart): Promise<{ filled: boolean }> {
  const { pool, openLog, wantsDemo, clock } = first;
  const demonstration = await readSetting<Demonstration>(pool, 'demonstration');
  const isEmpty = (await openLog(clock).head()) === 0n;
  if (demonstration?.state === 'filling') return fill(first, demonstration.until);
  if (isEmpty && wantsDemo) return fill(first, instant(startOfDay(clock.now())));
  if (!demonstration) await appointAdministrator(first);
  return { filled: false };
}

/**
 * Interrupted and begun again it ends the same: every command has the id it had the first time,
 * and those already carried out are not repeated.
 */
async function fill({ pool, openLog, accounts, say }: FirstStart, until: string) {
  await writeSetting(pool, 'demonstration', { state: 'filling', until });
  say('filling the empty ledger with half a year of a county utility …');
  const people = await fillWithDemo({
    openLog,
    accounts,
    password: demoPassword,
    until: instant(until),
    onProgress: progressLine(say),
  });
  await writeSetting(pool, 'demonstration', { state: 'filled', accounts: people });
  return { filled: true };
}

const progressLine = (say: (line: string) => void) => {
  let told = 0;
  return ({ done, total }: { done: number; total: number }) => {
    const percent = total > 0 ? Math.floor((done / total) * 100) : 100;
    if (percent < told + 25) return;
    told = percent - (percent % 25);
    say(`  ${told} %`);
  };
};

/** Midnight in the company's time zone: the same data all day, whenever the day it is filled. */
function startOfDay(now: string): number {
  const hours = 8 * 3600 * 1000;
  const day = 24 * 3600 * 1000;
  return Math.floor((Date.parse(now) + hours) / day) * day - hours;
}

/** Somebody must be able to let the others in. The password is told until it was changed. */
async function appointAdministrator({ openLog, accounts, clock, say }: FirstStart): Promise<void> {
  const by = 'system-start' as ActorId;
  const unitId = idFrom('unit', 'company') as UnitId;
  const staffId = idFrom('staff', 'first-administrator') as ActorId;
  const known = await accounts.find(staffId);
  if (known && !known.mustChange) return;
  const log = openLog(clock);
  const at = clock.now();
  const open = { unitId, name: '供电公司', kind: 'company' as const, parentId: null };
  await handle(log, unitDecider, {
    stream: unitId,
    command: { type: 'OpenUnit', at, by, data: open },
    context: contextOf('open-company'),
  });
  const member = { staffId, name: '管理员', unitId, roles: ['administrator' as const] };
  await handle(log, staffMemberDecider, {
    stream: staffId,
    command: { type: 'RegisterStaffMember', at, by, data: member },
    context: contextOf('appoint-administrator'),
  });
  const account = { username: 'admin', ...member, seed: 'first-administrator' };
  const password = await accounts.create(account);
  say(`sign in as "admin" with the one-time password ${password}`);
}

function contextOf(step: string): Context {
  const commandId = derivedId('first-start', step);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  return { ...ids, channel: 'start', unit: null };
}
