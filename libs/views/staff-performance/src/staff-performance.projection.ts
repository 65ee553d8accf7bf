/** What each person did on each day, and the events behind every figure. */
import { assessmentEvents } from '@taizhang/contracts/assessment';
import { inquiryEvents } from '@taizhang/contracts/billing-inquiries';
import { complaintEvents } from '@taizhang/contracts/complaints';
import { intakeEvents, privacyEvents } from '@taizhang/contracts/intake';
import type { PerformanceEntry } from '@taizhang/contracts/views';
import { projection, type Column, type Message, type Recorded } from '@taizhang/kernel';
import { contributionsOf, figures, type Contribution, type Figure } from './contribution.policy';

export type StaffDay = Readonly<
  { id: string; staffId: string; unitId: string | null; day: string } & Record<Figure, number>
>;

const types = [intakeEvents, complaintEvents, inquiryEvents, assessmentEvents]
  .flatMap(Object.keys)
  // No figure changes when somebody is erased, not even the number of acts.
  .filter((type) => !Object.hasOwn(privacyEvents, type));
const keyOf = ({ staffId, unitId, day }: Contribution) => `${staffId}|${unitId ?? ''}|${day}`;

let latest: { contributions: readonly Contribution[]; keys: readonly string[] } | undefined;

/** Pure; kept for the latest event as its contributions are: each key is asked for twice. */
function keysOf(event: Recorded): readonly string[] {
  const contributions = contributionsOf(event);
  if (latest?.contributions !== contributions) {
    latest = { contributions, keys: contributions.map(keyOf) };
  }
  return latest.keys;
}

const zeros = Object.fromEntries(figures.map((figure) => [figure, 0])) as Record<Figure, number>;

export const staffDays = projection<StaffDay, Message>({
  table: 'staff_days',
  columns: {
    id: { type: 'text' },
    staffId: { type: 'text' },
    unitId: { type: 'text', nullable: true },
    day: { type: 'date' },
    ...(Object.fromEntries(figures.map((figure) => [figure, { type: 'integer' }])) as Record<
      Figure,
      Column
    >),
  },
  indexes: ['(day, unit_id)', '(staff_id, day)'],
  types,
  keysOf,

  evolve(row, event, key) {
    const contribution = contributionsOf(event)[keysOf(event).indexOf(key)];
    if (!contribution) return row;
    const { staffId, unitId, day } = contribution;
    const next: Record<Figure, number> & Omit<StaffDay, Figure> = row
      ? { ...row }
      : { id: key, staffId, unitId, day, ...zeros };
    const { figures: counted } = contribution;
    for (const figure in counted) next[figure as Figure] += counted[figure as Figure]!;
    return next;
  },
});

export const performanceEntries = projection<PerformanceEntry, Message>({
  table: 'performance_entries',
  columns: {
    id: { type: 'text' },
    type: { type: 'text' },
    stream: { type: 'text' },
    revision: { type: 'integer' },
    staffId: { type: 'text' },
    unitId: { type: 'text', nullable: true },
    day: { type: 'date' },
    at: { type: 'timestamptz' },
    figures: { type: 'jsonb' },
  },
  // One for everybody's days and one person's: a row an event makes every index dear.
  indexes: ['(day, staff_id)'],
  types,
  keyedByEvent: true,
  keysOf: (event) => contributionsOf(event).map((_, index) => `${event.id}|${index}`),

  evolve(_, event, key) {
    const { id, type, stream, revision, at } = event;
    const contribution = contributionsOf(event)[Number(key.slice(id.length + 1))];
    if (!contribution) return null;
    const { figures: counted, ...whose } = contribution;
    return { id: key, type, stream, revision, ...whose, at, figures: Object.keys(counted) };
  },
});
