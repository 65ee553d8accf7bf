export { copyLog, ForeignTarget, type Copied, type Logs } from './copy';
export { compareLogs, LogsDiffer, type Compared } from './compare';
export { Stopped, type Transfer, type TransferProgress } from './pace';
export { backUp, checkBackup } from './backup';
export { BackupDamaged, type Manifest } from './backup-format';
export { ForeignBackup } from './backup-log';
export {
  destroyKeys,
  restoreInstallation,
  restoreKeys,
  restoreLog,
  type Restored,
} from './restore';
