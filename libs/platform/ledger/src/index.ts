export { streamsOfCase } from './case-streams';
export { contractCheck } from './contract-check';
export { eventCatalogue, publications } from './event-catalogue';
export { eventNames } from './event-names.text';
export { openLedger, type Ledger, type LedgerOptions } from './open-ledger';
export { logStoreOf, type LogStore } from './stored-log';
