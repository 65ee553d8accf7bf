export { readModels, viewEntities } from './entities';
export { ProjectionsService } from './projections.service';
export { ViewsModule } from './views.module';
export { viewProblems } from './views.problems';
