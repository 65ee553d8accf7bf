export { EventStoreDbDouble, type Counts, type Fault, type Faulty } from './eventstoredb-double';
