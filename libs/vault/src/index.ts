export { bindingOf, eventKeyOf, type Envelope } from './cipher';
export { EventInvalid, guardLog } from './guarded-log';
export { MasterKeyUnusable, loadMasterKey } from './master-key';
export { Vault, migrateVault } from './vault';
export { disclosed, sealedOf, type Sealed } from './unsealed';
