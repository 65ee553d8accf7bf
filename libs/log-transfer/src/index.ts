export { copyLog, ForeignTarget, type Copied, type Logs } from './copy';
export { compareLogs, LogsDiffer, type Compared } from './compare';
export { Stopped, fractionOf, secondsLeft, type Transfer, type TransferProgress } from './pace';
export { backUp, BackupUnderWay, checkBackup } from './backup';
export { BackupDamaged, type Manifest } from './backup-format';
export { ForeignBackup } from './backup-log';
export {
  destroyKeys,
  restoreAccess,
  restoreInstallation,
  restoreKeys,
  restoreLog,
  type Restored,
} from './restore';
export { beginRestore, endRestore, isRestoring } from './unfinished-restore';
