export { viewsService } from './views.service';
