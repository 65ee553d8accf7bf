export type { Checkpoint, ImportCheckpoints } from './checkpoints';
export { openCsv, UnreadableCsv, type CsvFile } from './csv/open-csv';
export { importLedger, type ImportOptions, type ImportProgress } from './import-ledger';
export type { ImportReport, Occurrences, UnknownWord } from './import-report';
export {
  importActor,
  type CaseRows,
  type CaseWritten,
  type HistoryFact,
  type LedgerWriter,
  type LegacyCustomer,
  type LegacyStaffMember,
  type LegacyUnit,
} from './ledger-writer';
export type { LedgerMapping } from './mapping/mapping.schema';
export {
  parseMapping,
  problemLine,
  type MappingProblem,
  type ParsedMapping,
} from './mapping/read-mapping';
export { migrateLegacyImports, postgresCheckpoints } from './postgres-checkpoints';
export { continueCase, type CaseContinuation } from './rows/continue-case';
