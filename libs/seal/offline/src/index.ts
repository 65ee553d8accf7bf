export {
  DoesNotFit,
  NotACaseFile,
  readZip,
  recordText,
  verdict,
  verifyCaseFile,
  verifyGrowth,
  type VerifiedCase,
  type VerifiedEvent,
} from './verify.mjs';
