export {
  deadlineProcess,
  overdue,
  promiseOf,
  ranOut,
  settle,
  type PromiseClocks,
} from './promise-clocks';
