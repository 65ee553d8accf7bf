export { prepareInstallation } from './prepare';
export { readModels, services } from './services';
