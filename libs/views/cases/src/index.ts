export { asOf, differenceOf, type Moment } from './as-of';
export { miss, running, start, stop } from './promise-states';
export { stamped } from './stamped';
