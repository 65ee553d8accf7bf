export type { Comparison, Difference } from './compare';
export { ensureBuilt } from './ensure-built';
export { LiveProjections, type LiveState } from './live';
export {
  RebuildCancelled,
  RebuildRunning,
  rebuild,
  type Progress,
  type RebuildOptions,
  type Rebuilt,
} from './rebuild';
export { migrateProjections } from './schema';
