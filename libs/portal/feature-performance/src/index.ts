export { eventNameTexts } from './event-names.texts';
export { PerformancePage } from './performance.page';
