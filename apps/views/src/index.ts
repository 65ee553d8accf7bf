export { readModels } from './entities';
export { ViewsModule } from './views.module';
export { viewProblems } from './views.problems';
export { viewsService } from './views.service';
