export { contractCheck } from './contract-check';
export { eventCatalogue, publications } from './event-catalogue';
export { openLedger, type Ledger, type LedgerOptions } from './open-ledger';
export { logStoreOf, type LogStore } from './stored-log';
