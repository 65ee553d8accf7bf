export { configurationReference, type ReferenceRow, type VariableName } from './configuration';
export {
  ConfigurationError,
  languageIn,
  readConfig,
  type Config,
  type Environment,
} from './read-config';
export { version } from './version';
