export { DATABASE, READ_MODELS, ResourcesModule, type Resources } from './resources.module';
