export { asOf, differenceOf, type Moment } from './as-of';
export { miss, running, stop } from './promise-states';
export { stamped } from './stamped';
