export { SealBadge } from './seal-badge';
export { SealsPanel } from './seals-panel';
