export { PerformancePage } from './performance.page';
