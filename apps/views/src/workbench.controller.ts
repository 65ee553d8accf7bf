/** The first page of the day: what waits for me, and how my unit is doing. */
import { localDate } from '@taizhang/calendar';
import { asShown, workbenchSchema } from '@taizhang/contracts/views';
import { CLOCK, instant } from '@taizhang/kernel';
import type { Clock } from '@taizhang/kernel';
import { reachOf } from '@taizhang/platform/auth';
import { Query, type Principal, type QueryInput } from '@taizhang/platform/http';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Controller, Inject } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ComplaintLists } from './complaint-lists';
import { contactEntity, tables } from './entities';
import { PerformanceFigures } from './performance-figures';

const trendDays = 30;
const dayMs = 24 * 3600 * 1000;

@Controller()
export class WorkbenchView {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly lists: ComplaintLists,
    private readonly figures: PerformanceFigures,
  ) {}

  @Query({
    path: 'workbench',
    reads: [tables.complaints, tables.contacts, tables.staffDays],
    permission: 'complaint.read',
    summary: { zh: '工作台', en: 'What waits for me' },
    answers: asShown(workbenchSchema),
  })
  async workbench({ principal }: QueryInput) {
    const [mine, unitOpen, toDispatch, breachingSoon, breached, openContacts, trend] =
      await Promise.all([
        this.lists.count('mine', principal),
        this.lists.count('unit', principal),
        this.lists.count('to-dispatch', principal),
        this.lists.count('breaching', principal),
        this.lists.count('breached', principal),
        this.readModels
          .getRepository(contactEntity)
          .countBy({ ownerId: principal.staffId, status: 'open' }),
        this.trend(principal),
      ]);
    const counts = { mine, unitOpen, toDispatch, breachingSoon, breached, openContacts };
    return { ...counts, ...trend };
  }

  /** Supervisors see the whole company, everybody else their unit. */
  private async trend(principal: Principal) {
    const now = Date.parse(this.clock.now());
    const dayOf = (ms: number) => localDate('Asia/Shanghai', instant(ms));
    const days = Array.from({ length: trendDays }, (_, index) =>
      dayOf(now - (trendDays - 1 - index) * dayMs),
    );
    const everyUnit = reachOf(principal, 'performance.read') === 'every-unit';
    const { rows, total } = await this.figures.of(
      {
        from: days[0]!,
        to: days.at(-1)!,
        ...(everyUnit || !principal.unitId ? {} : { unitId: principal.unitId }),
      },
      'day',
    );
    const byDay = new Map(rows.map((row) => [row.key, row]));
    return {
      ratingsLast30Days: { count: total.ratings, sum: total.ratingSum },
      trend: days.map((day) => ({
        day,
        contacts: byDay.get(day)?.contactsTaken ?? 0,
        lodged: byDay.get(day)?.lodged ?? 0,
        closed: byDay.get(day)?.closed ?? 0,
      })),
    };
  }
}
