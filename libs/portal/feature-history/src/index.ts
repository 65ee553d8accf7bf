export { AccessPanel, Looks } from './access-panel';
export { AsOfBar, type AsOfBarProps } from './as-of-bar';
export { HistoryPanel, TrailPanel } from './history-panel';
