export {
  DoesNotFit,
  growthVerdict,
  readZip,
  recordText,
  verdict,
  verifyCaseFile,
  verifyGrowth,
  type VerifiedCase,
  type VerifiedEvent,
  type VerifiedGrowth,
} from './verify.mjs';
