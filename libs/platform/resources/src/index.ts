export {
  DATABASE,
  READ_MODELS,
  ResourcesModule,
  SECRET_FOR,
  VAULT,
  type Resources,
  type SecretFor,
} from './resources.module';
