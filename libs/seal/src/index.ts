export { openSeals, type Seals, type SealsOptions } from './open-seals';
export { migrateSeals } from './seal.migration';
export { headOf, type Head, type SignedHead } from './head';
export { assertSigned, keysIn, type KeyInTurn } from './key-history';
export { HeadsUnreadable, headsFileIn, readHeads, readHeldHeads } from './heads-file';
export { SealKeyUnusable, SigningKeys, type SigningKey } from './signing-keys';
export { SealStore, SealedMeanwhile, type KeptHead, type Refusal } from './seal-store';
export { SealRefused, refusalCodes, type RefusalCode } from './refusal';
export { Sealer, type Sealed, type SealerOptions, type SealOptions } from './sealer';
export type { SealProgress } from './log-root';
export {
  NoSuchHead,
  verifyLedger,
  type Verified,
  type VerifyOptions,
  type VerifyProgress,
} from './verification';
export type { Finding, PlacedEvent } from './finding';
export { NoSuchCase, caseFile, type CaseFileOptions } from './case-file';
export { NoSuchHeads, growthProof } from './growth-proof';
export type { CaseWords } from './case-page';
export { zipOf, type FileOf } from './zip';
