/** What `npm run torture` is made of, apart from the processes it starts and kills. */
export { runChecks, type Checked } from './checks';
export { duties, owedBy } from './effects';
export { connected, standing, tracesOf, type Evidence } from './evidence';
export { Follower } from './follower';
export { Journal } from './journal';
export { Load } from './load';
export { headOf } from './operator.checks';
export { eventStoreLog, eventsOf, postgresLog } from './log-reader';
export { Operators } from './operators';
export { settle } from './people';
export { killKinds, killsOf } from './plan';
export { dueTimers } from './timers';
export { reportOf, textOf, markdownOf } from './report';
export { stillToCome } from './settling';
export { live } from './steps';
export { onTopics } from './topics';
