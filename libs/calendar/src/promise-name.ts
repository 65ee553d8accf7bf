/**
 * Every promise the house can make. Names are stored in events: add, never rename, never remove.
 * `…-hard-stop` is the outer limit of law or standard behind a stricter promise of the company.
 */
import { z } from 'zod';

export const promiseNameSchema = z.enum([
  // Complaints 投诉 and what travels with them
  'complaint-dispatch',
  'complaint-unit-accept',
  'complaint-contact',
  'complaint-internal-reply',
  'complaint-reply',
  'complaint-hard-stop',
  'complaint-callback',
  'misconduct-report-reply',
  'opinion-reply',
  'suggestion-reply',
  'urge-dispatch',
  'recovery-follow-up',

  // Cases passed on by the regulator's line 12398, the city line 12345 and others
  'referral-12398-reply',
  'referral-12345-reply',
  'referral-other-reply',
  'regulator-accept',
  'regulator-close',
  'regulator-extension',

  // Contacts 受理
  'phone-answer',
  'inquiry-answer',
  'inquiry-callback',
  'web-confirmation',
  'counter-payment',
  'counter-other',
  'hall-wait',

  // Service requests 服务申请
  'service-request-reconnection',
  'service-request-appliance-visit',
  'service-request-meter-fault',
  'service-request-reading',
  'service-request-other',

  // Faults 故障报修
  'fault-dispatch',
  'fault-crew-accept',
  'fault-result-entry',
  'fault-callback',
  'arrival-urban',
  'arrival-rural',
  'arrival-remote',
  'arrival-urban-hard-stop',
  'arrival-rural-hard-stop',
  'arrival-remote-hard-stop',
  'restoration-urban',
  'restoration-rural',
  'important-user-dispatch',
  'important-user-arrival',
  'appliance-damage-visit',
  'appliance-damage-claim',

  // Notices, arrears and reconnection 停复电
  'planned-outage-notice',
  'temporary-outage-notice',
  'arrears-notice',
  'arrears-disconnection-wait',
  'disconnection-notice',
  'disconnection-second-notice',
  'reconnection',
  'reconnection-hard-stop',

  // Metering 计量
  'meter-test-result',
  'meter-test-hard-stop',
  'reading-anomaly-answer',

  // New supplies 业扩报装: the reply with a supply plan, the connection, or both together
  'supply-plan-resident',
  'supply-plan-low-voltage',
  'supply-plan-high-voltage-single',
  'supply-plan-high-voltage-double',
  'supply-plan-resident-hard-stop',
  'supply-plan-low-voltage-hard-stop',
  'supply-plan-high-voltage-single-hard-stop',
  'supply-plan-high-voltage-double-hard-stop',
  'connection-resident',
  'connection-other',
  'connection-low-voltage',
  'connection-high-voltage',
  'connection-resident-hard-stop',
  'connection-low-voltage-hard-stop',
  'connection-high-voltage-hard-stop',
  'supply-total-resident',
  'supply-total-low-voltage',
  'supply-total-high-voltage-single',
  'supply-total-high-voltage-double',

  // Assessment 评价考核
  'scorecard-objection',
]);
export type PromiseName = z.infer<typeof promiseNameSchema>;
