/**
 * Every read model of this release. A process keeps some of them up to date and must know of the
 * others: what lies in the database under another name was left there by another release.
 */
export const knownReadModels: readonly string[] = [
  'organisation_directory',
  'customer_archive',
  'complaint_cases',
  'fault_cases',
  'billing_views',
  'staff_performance',
  'assessment',
  'customer_links',
  'privacy_register',
  'complaint_memory',
  'intake_memory',
  'billing_memory',
  'assessment_memory',
];
