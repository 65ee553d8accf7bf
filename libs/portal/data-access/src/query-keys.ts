/** Every key under which an answer is kept, in one place: what a command changes, it drops here. */
import type { PerformanceEntriesAsked, PerformanceAsked, ComplaintsAsked } from './questions';
import type { AccountsAsked, ContactsAsked, InquiriesAsked } from './questions';

export const keys = {
  methods: ['methods'],
  units: ['organisation', 'units'],
  staff: ['organisation', 'staff'],
  organisation: ['organisation'],
  workbench: ['workbench'],

  customers: ['customers'],
  customerSearch: (query: string) => ['customers', 'search', query],
  customer: (id: string) => ['customers', 'one', id],

  contacts: ['contacts'],
  contactList: (asked: ContactsAsked) => ['contacts', 'list', asked],
  contact: (id: string) => ['contacts', 'one', id],

  complaints: ['complaints'],
  complaintList: (asked: ComplaintsAsked) => ['complaints', 'list', asked],
  complaint: (id: string) => ['complaints', 'one', id],
  timeline: (id: string) => ['complaints', 'one', id, 'timeline'],
  deadlines: (id: string) => ['complaints', 'one', id, 'deadlines'],
  /** What was known stays as it was: these never grow stale, so no revision leaves them. */
  asOf: (id: string, moment: object) => ['replay', id, 'as-of', moment],
  difference: (id: string, from: number, to: number) => ['replay', id, 'difference', from, to],

  faults: ['faults'],
  faultLane: (asked: object) => ['faults', 'lane', asked],
  fault: (id: string) => ['faults', 'one', id],
  outages: ['faults', 'outages'],
  openCases: ['faults', 'open-cases'],
  inquiries: ['inquiries'],
  inquiryList: (asked: InquiriesAsked) => ['inquiries', 'list', asked],
  inquiry: (id: string) => ['inquiries', 'one', id],
  accounts: ['accounts'],
  accountList: (asked: AccountsAsked) => ['accounts', 'list', asked],
  account: (id: string) => ['accounts', 'one', id],
  assessment: ['assessment'],
  callbacks: (list: string) => ['assessment', 'callbacks', list],
  callback: (id: string) => ['assessment', 'callbacks', 'one', id],
  ratings: (asked: object) => ['assessment', 'ratings', asked],
  spotChecks: ['assessment', 'spot-checks'],
  spotCheck: (id: string) => ['assessment', 'spot-checks', 'one', id],
  periods: ['assessment', 'periods'],
  scorecards: (periodId: string) => ['assessment', 'scorecards', periodId],
  scorecard: (id: string) => ['assessment', 'scorecards', 'one', id],
  promises: (asked: object) => ['assessment', 'promises', asked],

  /** By revision: a history that has grown is another one. */
  history: (id: string, what: string, asked: object) => ['history', id, what, asked],
  looks: (asked: object) => ['looks', asked],

  performance: (asked: PerformanceAsked) => ['performance', 'report', asked],
  performanceEntries: (asked: PerformanceEntriesAsked) => ['performance', 'entries', asked],
  readModels: ['read-models'],
  seals: ['seals'],
  caseSeal: (id: string, revision: number) => ['seals', 'case', id, revision],
} as const;
