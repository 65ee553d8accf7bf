export { asOf, differenceOf, type Moment } from './as-of';
export { miss, running, standingOf, stop } from './promise-states';
