export { readModels, services } from './services';
