/** Answers of the API that are put together from the shapes of the contracts. */
import type { Explanation, PromiseName } from '@taizhang/calendar';
import type {
  Account,
  Complaint,
  Contact,
  Customer,
  Difference,
  Fault,
  OpenCase,
  Inquiry,
  PromiseState,
  Shown,
  SupplyPoint,
  TimelineEntry,
} from '@taizhang/contracts/views';
import type { Principal } from './session';
import type { Handled } from './client';

export type Title = Readonly<{ zh: string; en: string }>;
export type Page<Item> = Shown<
  Readonly<{ items: readonly Shown<Item>[]; nextCursor: string | null }>
>;

export type AuthMethods = Readonly<{
  builtIn: boolean;
  oidc: { issuer: string; clientId: string } | null;
  /** Who may sign in; only in the demonstration. */
  demo: readonly { username: string; name: string; roleTitle: Title; unitName: string }[];
  demoPassword: string | null;
}>;

export type SignedIn = Readonly<{
  token: string;
  expiresAt: string;
  principal: Principal;
  mustChangePassword: boolean;
}>;

export type FoundCustomer = Customer &
  Readonly<{ matched: 'name' | 'phone' | 'account' | 'meter' | 'address' }>;

export type CustomerArchive = Shown<
  Readonly<{
    customer: Shown<Customer>;
    supplyPoints: readonly Shown<SupplyPoint>[];
    /** Newest first, 50 at most; so are the complaints. */
    contacts: readonly Shown<Contact>[];
    complaints: readonly Shown<Complaint>[];
    faults: readonly Shown<Fault>[];
    inquiries: readonly Shown<Inquiry>[];
    accounts: readonly Shown<Account>[];
  }>
>;

export type ContactWithDuplicates = Shown<Contact> &
  Readonly<{ duplicates: readonly Shown<Contact>[]; openCases: readonly Shown<OpenCase>[] }>;
export type RoutedContact = Handled & Readonly<{ caseId: string }>;

export type ComplaintAsOf = Readonly<{
  complaint: Complaint;
  revision: number;
  lastRevision: number;
  at: string;
  by: string;
  type: string;
}>;

export type ComplaintDifference = Readonly<{
  from: number;
  to: number;
  differences: readonly Difference[];
  events: readonly TimelineEntry[];
}>;

export type Deadline = PromiseState &
  Readonly<{
    title: Title;
    source: string;
    grade: 'A' | 'B' | 'C' | 'U';
    explanation: Explanation;
  }>;

export type RegisteredStaffMember = Handled &
  Readonly<{ username: string; oneTimePassword: string }>;

export type { Explanation, PromiseName };
