export { eventCatalogue, publications } from './event-catalogue';
export { openLedger, type LedgerOptions } from './open-ledger';
