export {
  AuditStopped,
  audit,
  type AuditFinding,
  type AuditProgress,
  type ModelAudit,
} from './audit';
export {
  buildOf,
  latestBuilds,
  unfinishedBuilds,
  wishOf,
  type Build,
  type BuildPhase,
  type BuildState,
} from './build-record';
export { RebuildCancelled, RebuildPaused, type Progress } from './build-watch';
export { isAuditDue, recordAudits, recordedAudits, type RecordedAudit } from './audit-record';
export type { Comparison, Difference } from './compare';
export {
  comparedBy,
  differencesOf,
  withoutValues,
  type FieldDifference,
  type KeptDifference,
} from './differences';
export { ensureBuilt, type EnsureOptions } from './ensure-built';
export { reasonOf } from './failure';
export { forget, type ForgetOptions, type Forgotten } from './forget';
export {
  NothingToRollBackTo,
  forgetPrevious,
  keptTablesOf,
  rollBackAll,
  type KeptTables,
} from './kept-versions';
export { LiveProjections } from './live';
export type { LiveState } from './live-model';
export {
  RebuildNotResumable,
  RebuildRunning,
  RebuildUnfinished,
  cancelRebuilds,
  discardRebuild,
  isResumable,
  rebuild,
  resumeRebuild,
  type RebuildOptions,
  type Rebuilt,
} from './rebuild';
export { migrateProjections, servedPosition, servedPositions } from './schema';
export { parkedTable, type ParkedRef } from './parked-events';
export { countParkedKeys, listParkedRows, requestRetry, type ParkedRow } from './parked-list';
export { ParkedRows, allOf, type Waiting } from './parked-rows';
export { retryParked } from './retry-parked';
export { dropUnknown, unknownTables, type UnknownTables } from './unknown-tables';
