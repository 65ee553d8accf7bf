export { copyLog, ForeignTarget, type Copied, type Logs } from './copy';
export { compareLogs, LogsDiffer, type Compared } from './compare';
export { Stopped, type Transfer, type TransferProgress } from './pace';
