/** What keeps read models up to date in a process, and waits for them on behalf of queries. */
import type { ReadModel } from '@taizhang/kernel';
import { POSITION_WAITER } from '@taizhang/platform/http';
import { Module, type DynamicModule } from '@nestjs/common';
import { PROJECTED, ProjectionsService } from './projections.service';

@Module({})
export class ProjectionsModule {
  /** @param projected the read models of this process, in the order in which they are built */
  static forRoot(projected: readonly ReadModel[]): DynamicModule {
    return {
      module: ProjectionsModule,
      global: true,
      providers: [
        ProjectionsService,
        { provide: PROJECTED, useValue: projected },
        {
          provide: POSITION_WAITER,
          useFactory: ({ waitFor }: ProjectionsService) => waitFor,
          inject: [ProjectionsService],
        },
      ],
      exports: [ProjectionsService, POSITION_WAITER],
    };
  }
}
