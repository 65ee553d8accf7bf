/** Who takes part in the stories of the specs, and their clock. */
import type {
  CallbackId,
  CallbackRules,
  CaseId,
  FramedCase,
  Indicator,
  PeriodId,
  RatingId,
  ScorecardId,
  SpotCheckId,
} from '@taizhang/contracts/assessment';
import type { CustomerId } from '@taizhang/contracts/intake';
import type { UnitId } from '@taizhang/contracts/organisation';
import { instant, type ActorId, type Instant } from '@taizhang/kernel';

export const assessor = 'staff-assessor' as ActorId;
export const supervisor = 'staff-supervisor' as ActorId;
export const handler = 'staff-handler' as ActorId;
export const customerId = 'customer-1' as CustomerId;
export const unitId = 'unit-1' as UnitId;
export const caseId = 'complaint-1' as CaseId;
export const callbackId = 'callback-1' as CallbackId;
export const ratingId = 'rating-1' as RatingId;
export const spotCheckId = 'spot-check-1' as SpotCheckId;
export const periodId = 'assessment-period-1' as PeriodId;
export const scorecardId = 'scorecard-1' as ScorecardId;

/** Local time in Shanghai on a Monday in January; `day` 1 is the next one. */
export const local = (time: string, day = 0): Instant =>
  instant(Date.parse(`2026-01-05T${time}:00.000+08:00`) + day * 24 * 3600 * 1000);

export const rules: CallbackRules = {
  edition: 'test',
  zone: 'Asia/Shanghai',
  quietFrom: '21:00',
  quietUntil: '08:00',
  attemptsMax: 3,
};

export const frozen = (promise: 'complaint-callback' | 'scorecard-objection', dueAt: Instant) => ({
  promise,
  edition: 'test',
  limit: { amount: 1, unit: 'working-days' as const },
  calendar: 'test',
  startedAt: local('10:00'),
  dueAt,
});

export const framed = (number: number, unit = 'unit-1'): FramedCase => ({
  caseId: `complaint-${number}` as CaseId,
  customerId,
  unitId: unit as UnitId,
  handlerId: handler,
  closedOn: '2026-01-04',
});

const indicator = (
  key: string,
  weight: number,
  measure: Indicator['measure'],
  minimumSample: number,
): Indicator => ({ key, weight, measure, minimumSample, title: { zh: key, en: key } });

export const indicators: Indicator[] = [
  indicator('ability', 35, 'spot-check', 2),
  indicator('service', 30, 'satisfaction', 3),
  indicator('efficiency', 25, 'promises', 5),
  indicator('teamwork', 10, 'judged', 1),
];
