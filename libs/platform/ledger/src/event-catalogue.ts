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

export const eventCatalogue = joined(Object.values(byContext));

/** A log has one shape a type: two contexts may not call two things the same. */
export function joined(catalogues: readonly EventDefinitions[]): EventDefinitions {
  const all: Record<string, EventDefinitions[string]> = {};
  for (const [type, definition] of catalogues.flatMap((events) => Object.entries(events))) {
    if (all[type]) throw new Error(`Two events are called ${type}`);
    all[type] = definition;
  }
  return all;
}

/** Event type to the context on whose topic it is published. */
export const publications: ReadonlyMap<string, string> = new Map(
  Object.entries(byContext).flatMap(([context, events]) =>
    Object.keys(events).map((type) => [type, context] as const),
  ),
);
