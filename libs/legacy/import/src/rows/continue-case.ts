/** Joins rows of a file to what the ledger holds of their case already. */
import type { ComplaintEvent } from '@taizhang/contracts/complaints';
import { derivedId, type ActorId, type Instant } from '@taizhang/kernel';
import type { CaseRows, HistoryFact } from '../ledger-writer';

/** A complaint's event with its id, as a stream holds it. */
export type RecordedFact = Readonly<{ id: string; event: ComplaintEvent }>;

export type CaseContinuation = Readonly<{
  /** What is to be recorded, in order; an inferred lodging stands first. */
  facts: readonly HistoryFact[];
  inferred: boolean;
  /** Rows that were recorded before. */
  repeated: number;
}>;

/** The id of the event that a row becomes. */
export const eventIdOf = ({ eventKey }: HistoryFact) => derivedId(eventKey, '0');

/**
 * Rows that are there already are left out. A case that begins with anything but its lodging
 * gets one. What a row alone cannot say is filled in: since when the case had been waiting, who
 * answered for it when it was closed, and whose reply a reopening contradicts.
 */
export function continueCase(
  recorded: readonly RecordedFact[],
  { rows, inferredLodging }: CaseRows,
): CaseContinuation {
  const known = new Set(recorded.map(({ id }) => id));
  const fresh = rows.filter((row) => !known.has(eventIdOf(row)));
  const inferred =
    recorded.length === 0 && fresh[0] !== undefined && fresh[0].event.type !== 'ComplaintLodged';
  const facts = inferred ? [inferredLodging(), ...fresh] : fresh;
  let soFar = recorded.map(({ event }) => event).reduce(remember, nothingYet);
  return {
    facts: facts.map((fact) => {
      const event = complete(fact.event, soFar);
      soFar = remember(soFar, event);
      return { ...fact, event };
    }),
    inferred,
    repeated: rows.length - fresh.length,
  };
}

type SoFar = Readonly<{
  waitingSince: Instant | null;
  handlerId: ActorId | null;
  repliedBy: ActorId | null;
}>;

const nothingYet: SoFar = { waitingSince: null, handlerId: null, repliedBy: null };

function remember(soFar: SoFar, { type, at, by }: ComplaintEvent): SoFar {
  switch (type) {
    case 'ComplaintLodged':
      return { ...soFar, waitingSince: soFar.waitingSince ?? at };
    case 'ComplaintAccepted':
      return { ...soFar, handlerId: by };
    case 'ComplaintReopened':
      return { ...soFar, waitingSince: at, repliedBy: null };
    case 'ComplaintReplied':
      return { ...soFar, repliedBy: by };
    default:
      return soFar;
  }
}

function complete(event: ComplaintEvent, soFar: SoFar): ComplaintEvent {
  const startedAt = soFar.waitingSince ?? event.at;
  switch (event.type) {
    case 'ComplaintDispatched':
      return { ...event, data: { ...event.data, startedAt } };
    case 'CustomerContacted':
      return { ...event, data: { ...event.data, startedAt } };
    case 'ComplaintReplied':
      return { ...event, data: { ...event.data, startedAt } };
    case 'ComplaintClosed':
      return { ...event, data: { ...event.data, handlerId: soFar.handlerId ?? event.by } };
    case 'ComplaintReopened':
      return { ...event, data: { ...event.data, repliedBy: soFar.repliedBy } };
    default:
      return event;
  }
}
