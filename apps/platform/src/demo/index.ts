export { fillWithDemo } from './fill-with-demo';
export type { DemoAccounts, DemoOptions, DemoProgress } from './fill-with-demo';
