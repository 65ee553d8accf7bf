export { migrateParking } from './parking.migration';
export {
  factName,
  forgetReasons,
  giveUpSealed,
  sealOpenLetters,
  type Namer,
  type SealedLetters,
} from './sealed-letters';
export {
  ParkingLot,
  type Delivery,
  type Envelopes,
  type Letter,
  type Queryable,
} from './parking-lot';
export { reasonOf } from './poison.policy';
export { noting } from './noting';
export { RetryRound } from './retry-round';
