/** Periods and scorecards as their own events tell them. */
import { periodDecider, scorecardDecider } from '@taizhang/assessment/domain';
import type { CardEvent, PeriodEvent } from '@taizhang/assessment/domain';
import { periodIdSchema } from '@taizhang/contracts/assessment';
import { EVENT_LOG, type EventLog } from '@taizhang/kernel';
import { HttpProblem } from '@taizhang/platform/http';
import { Inject, Injectable } from '@nestjs/common';

@Injectable()
export class OwnStreams {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** @throws HttpProblem `period-unknown` */
  async period(id: string) {
    const known = periodIdSchema.safeParse(id);
    const events = known.success ? await this.log.readStream(known.data) : [];
    const told = events as unknown as readonly PeriodEvent[];
    const period = told.reduce(periodDecider.evolve, periodDecider.initialState);
    if (!period) throw new HttpProblem('period-unknown');
    return period;
  }

  /** @throws HttpProblem `scorecard-unknown` */
  async scorecard(id: string) {
    const events = (await this.log.readStream(id)) as unknown as readonly CardEvent[];
    const card = events.reduce(scorecardDecider.evolve, scorecardDecider.initialState);
    if (!card) throw new HttpProblem('scorecard-unknown');
    return { whose: card.whose, period: await this.period(card.whose.periodId) };
  }
}
