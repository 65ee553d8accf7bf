/** Answers from the log itself, by the fold of the read model: bounded by the stream's length. */
import type { ComplaintEvent, ComplaintId } from '@taizhang/contracts/complaints';
import type { TimelineEntry, asOfQuery } from '@taizhang/contracts/views';
import { EVENT_LOG } from '@taizhang/kernel';
import type { EventLog, Recorded } from '@taizhang/kernel';
import { HttpProblem, orNotFound } from '@taizhang/platform/http';
import { asOf, differenceOf, type Moment } from '@taizhang/views/complaint-cases';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';

@Injectable()
export class ComplaintHistory {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async timeline(id: ComplaintId): Promise<TimelineEntry[]> {
    return (await this.read(id)).map(entryOf);
  }

  async asOf(id: ComplaintId, { revision, at, basis }: z.output<typeof asOfQuery>) {
    const history = await this.read(id);
    const moment: Moment | undefined =
      revision !== undefined ? { revision } : at !== undefined ? { at, basis } : undefined;
    const known = asOf(history, moment ?? { revision: Number.MAX_SAFE_INTEGER });
    if (!known) throw new HttpProblem('not-yet-known');
    const { complaint, last } = known;
    return {
      complaint,
      revision: last.revision,
      lastRevision: history.at(-1)!.revision,
      at: last.at,
      recordedAt: last.recordedAt,
      by: last.by,
      type: last.type,
    };
  }

  async difference(id: ComplaintId, from: number, to: number) {
    const history = await this.read(id);
    const [before, after] = [from, to].map((revision) => asOf(history, { revision })?.complaint);
    const [first, last] = from <= to ? [from, to] : [to, from];
    return {
      from,
      to,
      differences: differenceOf(before ?? null, after ?? null),
      events: history.filter(({ revision }) => revision > first && revision <= last).map(entryOf),
    };
  }

  private async read(id: ComplaintId) {
    const history = (await this.log.readStream(id)) as readonly Recorded<ComplaintEvent>[];
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
