export {
  AuditStopped,
  audit,
  type AuditFinding,
  type AuditProgress,
  type ModelAudit,
} from './audit';
export { recordAudits, recordedAudits, type RecordedAudit } from './audit-record';
export type { Comparison, Difference } from './compare';
export { ensureBuilt } from './ensure-built';
export { FoldFailed } from './failure';
export { LiveProjections } from './live';
export type { LiveState } from './live-model';
export { RebuildCancelled, type Progress, type RebuildOptions } from './build-tables';
export { RebuildRunning, rebuild, type Rebuilt } from './rebuild';
export { migrateProjections, servedPosition } from './schema';
export { type ParkedRef } from './parked-events';
export { listParkedRows, requestRetry, staleKeys, type ParkedRow } from './parked-list';
export { retryParked } from './retry-parked';
