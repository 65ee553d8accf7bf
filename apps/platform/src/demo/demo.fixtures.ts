/** A demonstration small enough for a test, in memory. */
import { createMemoryEventLog } from '@taizhang/event-log/memory';
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import type { FaultEvent } from '@taizhang/contracts/intake';
import type { Complaint, Fault } from '@taizhang/contracts/views';
import { instant, type Clock, type EventLog, type Recorded } from '@taizhang/kernel';
import { projected } from '@taizhang/kernel/testing';
import { complaints } from '@taizhang/views/complaint-cases';
import { faults } from '@taizhang/views/fault-cases';
import { fillWithDemo, type DemoOptions } from './fill-with-demo';

/** A Sunday, 00:00 in Shanghai. */
export const until = instant('2026-11-21T16:00:00.000Z');

export type Account = Parameters<DemoOptions['accounts']['create']>[0];

export async function filled(options: Partial<DemoOptions> = {}) {
  const created: Account[] = [];
  let log: EventLog | undefined;
  const openLog = (clock: Clock) => (log = createMemoryEventLog({ clock }));
  const accounts = await fillWithDemo({
    openLog,
    accounts: { create: async (account) => void created.push(account) },
    password: 'a password',
    until,
    customers: 150,
    days: 75,
    ...options,
  });
  return { log: log!, accounts, created, events: log ? await eventsOf(log) : [] };
}

export async function eventsOf(log: EventLog): Promise<Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of log.feed({ after: 0n, untilHead: true })) events.push(...page.events);
  return events;
}

/** Every complaint as its page shows it at the end. */
export const complaintsIn = (events: readonly Recorded[]): Complaint[] => [
  ...projected(complaints, events as readonly Recorded<ComplaintEvent>[]).values(),
];

/** Every fault as the board shows it at the end. */
export const faultsIn = (events: readonly Recorded[]): Fault[] => [
  ...projected(faults, events as readonly Recorded<FaultEvent>[]).values(),
];
