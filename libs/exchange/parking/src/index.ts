export { migrateParking } from './parking.migration';
export { ParkingLot, type Delivery, type Letter, type Queryable } from './parking-lot';
export { isPoison, reasonOf } from './poison.policy';
export { RetryRound } from './retry-round';
