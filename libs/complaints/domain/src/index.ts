export type { ComplaintCommand, ComplaintCommandPayloads } from './complaint.commands';
export { complaintDecider } from './complaint.decider';
export { unknownComplaint, type ComplaintState, type KnownComplaint } from './complaint.state';
export { historyDecider, lifecycleRefusal, type RecordHistory } from './history.decider';
export { complaintRefusals, type ComplaintRefusal } from './lifecycle.policy';
