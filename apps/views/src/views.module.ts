/** Everything that is looked at: projections, queries, replay. */
import type { ReadModel } from '@taizhang/kernel';
import { POSITION_WAITER } from '@taizhang/platform/http';
import { Module, type DynamicModule } from '@nestjs/common';
import { CallbackViews } from './callbacks.controller';
import { ComplaintHistory } from './complaint-history';
import { ComplaintLists } from './complaint-lists';
import { ComplaintViews } from './complaints.controller';
import { ContactViews } from './contacts.controller';
import { CustomerViews } from './customers.controller';
import { DirectoryViews } from './directory.controller';
import { OperationsController } from './operations.controller';
import { PerformanceViews } from './performance.controller';
import { PerformanceFigures } from './performance-figures';
import { PROJECTED, ProjectionsService } from './projections.service';
import { ScorecardViews } from './scorecards.controller';
import { WorkbenchView } from './workbench.controller';

@Module({})
export class ViewsModule {
  /** @param projected the read models that this process keeps up to date */
  static forRoot(projected: readonly ReadModel[]): DynamicModule {
    return {
      module: ViewsModule,
      controllers: [
        CallbackViews,
        ComplaintViews,
        ContactViews,
        CustomerViews,
        DirectoryViews,
        OperationsController,
        PerformanceViews,
        ScorecardViews,
        WorkbenchView,
      ],
      providers: [
        ComplaintHistory,
        ComplaintLists,
        PerformanceFigures,
        ProjectionsService,
        { provide: PROJECTED, useValue: projected },
        {
          provide: POSITION_WAITER,
          useFactory: ({ waitFor }: ProjectionsService) => waitFor,
          inject: [ProjectionsService],
        },
      ],
    };
  }
}
