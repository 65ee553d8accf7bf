export type { Comparison, Difference } from './compare';
export { ensureBuilt } from './ensure-built';
export { forget, type ForgetOptions, type Forgotten } from './forget';
export { FoldFailed } from './failure';
export { LiveProjections } from './live';
export type { LiveState } from './live-model';
export { RebuildCancelled, type Progress, type RebuildOptions } from './build-tables';
export { RebuildRunning, rebuild, type Rebuilt } from './rebuild';
export { migrateProjections, servedPosition } from './schema';
