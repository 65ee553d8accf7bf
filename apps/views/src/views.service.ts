/** What this service is made of. */
import type { Service } from '@taizhang/platform/service';
import { readModels, viewEntities } from './entities';
import { ViewsModule } from './views.module';
import { viewProblems } from './views.problems';

export const viewsService: Service = {
  name: 'views',
  title: { zh: '台账·查询', en: 'Taizhang views' },
  module: ViewsModule,
  problems: [viewProblems],
  entities: viewEntities,
  readModels,
  seals: true,
};
