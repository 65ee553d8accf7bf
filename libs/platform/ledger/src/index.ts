export { streamsOfCase } from './case-streams';
export { contractCheck } from './contract-check';
export { eventCatalogue, publications } from './event-catalogue';
export { eventNames } from './event-names.text';
export { openLogAt, UnknownStore } from './log-at';
export { openLedger, type Ledger, type LedgerOptions } from './open-ledger';
export { logStoreOf, openStoredLog, type LogStore, type OpenedLog } from './stored-log';
