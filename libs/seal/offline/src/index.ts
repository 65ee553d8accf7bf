export {
  DoesNotFit,
  NotACaseFile,
  readZip,
  recordText,
  verdict,
  verifyCaseFile,
  type VerifiedCase,
  type VerifiedEvent,
} from './verify.mjs';
