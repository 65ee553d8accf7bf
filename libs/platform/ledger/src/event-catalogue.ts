/** Every event there is, and which context publishes it. */
import { assessmentEvents } from '@taizhang/contracts/assessment';
import { billingInquiriesEvents } from '@taizhang/contracts/billing-inquiries';
import { complaintEvents } from '@taizhang/contracts/complaints';
import { intakeEvents } from '@taizhang/contracts/intake';
import { organisationEvents } from '@taizhang/contracts/organisation';
import type { EventDefinitions } from '@taizhang/kernel';

const byContext = {
  organisation: organisationEvents,
  intake: intakeEvents,
  complaints: complaintEvents,
  'billing-inquiries': billingInquiriesEvents,
  assessment: assessmentEvents,
} satisfies Record<string, EventDefinitions>;

export const eventCatalogue: EventDefinitions = Object.assign({}, ...Object.values(byContext));

/** Event type to the context on whose topic it is published. */
export const publications: ReadonlyMap<string, string> = new Map(
  Object.entries(byContext).flatMap(([context, events]) =>
    Object.keys(events).map((type) => [type, context] as const),
  ),
);
