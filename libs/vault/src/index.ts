export { bindingOf, eventKeyOf, type Envelope } from './cipher';
export { PersonErased, guardLog, type GuardedLog } from './guarded-log';
export {
  MasterKeyUnusable,
  nextMasterKey,
  openMasterKeys,
  retireMasterKey,
  type MasterKeys,
} from './master-key';
export {
  RotationStopped,
  keyStatus,
  rotateMasterKey,
  type KeyStatus,
  type RotationOptions,
  type RotationProgress,
} from './rotation';
export { KeyBroken, Vault, keyMemoryMsMax, type VaultOptions } from './vault';
export { migrateVault } from './vault.migration';
export { Letters, type SealedLetter } from './letters';
export { disclosed, sealedOf, type Sealed } from './unsealed';
