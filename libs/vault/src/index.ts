export { EventInvalid, guardLog } from './guarded-log';
export { MasterKeyUnusable, loadMasterKey } from './master-key';
export { Vault, migrateVault } from './vault';
