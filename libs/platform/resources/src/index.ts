export {
  DATABASE,
  READ_MODELS,
  ResourcesModule,
  SECRET_FOR,
  type Resources,
  type SecretFor,
} from './resources.module';
