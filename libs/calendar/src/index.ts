export { chinaCalendar, chinaCalendarData, defaultOpenings } from './china-calendar';
export { Deadlines } from './deadlines';
export { explainPromise, explanationSchema, type Explanation } from './explanation';
export { begunLater, extendForPauses, freezePromise, type PromiseQuestion } from './frozen-promise';
export type { Step, StepKind } from './deadline';
export {
  addDays,
  endOfLocalDay,
  lastDayUntil,
  localDate,
  localDateSchema,
  localTime,
  startOfLocalDay,
  weekday,
  zoneSchema,
  type Instant,
  type LocalDate,
  type Zone,
} from './instant';
export type { Pause } from './pause';
export { promiseNameSchema, type PromiseName } from './promise-name';
export {
  frozenPromiseSchema,
  limitSchema,
  promiseRuleSchema,
  regionSchema,
  rulebookSchema,
  type FrozenPromise,
  type Limit,
  type PromiseRule,
  type Region,
  type Rulebook,
} from './promise-rule';
export { publishedYearsSchema, withYears, type PublishedYears } from './published-years';
export { readRulebook, ruleInForce, shippedRulebook, type RuleQuestion } from './rulebook';
export {
  calendarDataSchema,
  calendarFrom,
  wordingSchema,
  type CalendarData,
  type CalendarDay,
  type Opening,
  type Wording,
  type WorkingCalendar,
} from './working-calendar';
export { workingDaysBetween, workingTimeBetween } from './working-time';
