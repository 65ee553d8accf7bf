export { fillWithDemo } from './fill-with-demo';
export type { DemoAccount, DemoAccounts, DemoOptions, DemoProgress } from './fill-with-demo';
