export type { ComplaintCommand, ComplaintCommandPayloads } from './complaint.commands';
export { complaintDecider } from './complaint.decider';
export type { ComplaintState, KnownComplaint } from './complaint.state';
export { historyDecider, lifecycleRefusal, type RecordHistory } from './history.decider';
export type { ComplaintRefusal } from './lifecycle.policy';
