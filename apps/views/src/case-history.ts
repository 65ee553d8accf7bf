/** Answers from the log itself, by the fold of the read model: bounded by the stream's length. */
import {
  differenceSchema,
  timelineEntrySchema,
  type TimelineEntry,
  type asOfQuery,
} from '@taizhang/contracts/views';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog, Projection, Recorded } from '@taizhang/kernel';
import { HttpProblem, orNotFound } from '@taizhang/platform/http';
import { asOf, differenceOf, type Moment } from '@taizhang/views/cases';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';

/** Of which moment a past state is, and who told what last; the case itself stands beside it. */
export const pastState = {
  revision: z.int(),
  lastRevision: z.int(),
  at: z.string(),
  recordedAt: z.string(),
  by: z.string(),
  type: z.string(),
};

export const differenceAnswer = z.object({
  from: z.int(),
  to: z.int(),
  differences: z.array(differenceSchema),
  events: z.array(timelineEntrySchema),
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- events differ per kind of case.
type Cases<Row extends { readonly id: string }> = Projection<Row, any>;

@Injectable()
export class CaseHistory {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async timeline(id: string): Promise<TimelineEntry[]> {
    return (await this.read(id)).map(entryOf);
  }

  /** The row of a case as it was, and who told what last. */
  async asOf<Row extends { readonly id: string }>(
    cases: Cases<Row>,
    id: string,
    { revision, at, basis }: z.output<typeof asOfQuery>,
  ) {
    const history = await this.read(id);
    const moment: Moment | undefined =
      revision !== undefined ? { revision } : at !== undefined ? { at, basis } : undefined;
    const known = asOf(cases, history, moment ?? { revision: Number.MAX_SAFE_INTEGER });
    if (!known) throw new HttpProblem('not-yet-known');
    const { row, last } = known;
    return {
      row,
      revision: last.revision,
      lastRevision: history.at(-1)!.revision,
      at: last.at,
      recordedAt: last.recordedAt,
      by: last.by,
      type: last.type,
    };
  }

  async difference<Row extends { readonly id: string }>(
    cases: Cases<Row>,
    id: string,
    { from, to }: Readonly<{ from: number; to: number }>,
  ) {
    const history = await this.read(id);
    const rowAt = (revision: number) => asOf(cases, history, { revision })?.row ?? null;
    const [first, last] = from <= to ? [from, to] : [to, from];
    return {
      from,
      to,
      differences: differenceOf(cases, rowAt(from), rowAt(to)),
      events: history.filter(({ revision }) => revision > first && revision <= last).map(entryOf),
    };
  }

  private async read(id: string): Promise<readonly Recorded[]> {
    const history = await this.log.readStream(id);
    orNotFound(history[0]);
    return history;
  }
}

export const entryOf = (event: Recorded): TimelineEntry => ({
  id: event.id,
  type: event.type,
  revision: event.revision,
  position: String(event.position),
  at: event.at,
  recordedAt: event.recordedAt,
  by: event.by,
  unit: event.context.unit,
  channel: event.context.channel,
  data: event.data as TimelineEntry['data'],
  origin: event.context.origin ?? null,
});
