export { Auditor } from './auditor';
export { demoOf, demoPassword, type DemoAccount, type Demonstration } from './demonstration';
export { beingErased } from './being-erased';
export { carriedOut, type Carried } from './carried-out';
export { Erasures } from './erasures';
export { migrateErasures } from './erasures.migration';
export { knownReadModels } from './known-read-models';
export { KNOWN_CUSTOMERS, KnownCustomers } from './known-customers';
export { namedProblems } from './named.problems';
export { prepareExchange, type OpenExchange } from './open-exchange';
export { ProjectionsService } from './projections.service';
export { runProcess, runService } from './run-service';
export { SealsService } from './seals.service';
export { indiscreetSettings } from './server-log';
export type { Service } from './service';
export { readSetting, writeSetting } from './settings';
export {
  openParts,
  startServices,
  type Opened,
  type Running,
  type StartOptions,
} from './start-service';
export { unknownModels } from './unknown-models';
