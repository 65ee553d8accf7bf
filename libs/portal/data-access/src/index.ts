export { ActionKey } from './action-key';
export type {
  AuthMethods,
  ComplaintAsOf,
  ComplaintDifference,
  ContactWithDuplicates,
  CustomerArchive,
  Deadline,
  Explanation,
  FoundCustomer,
  Page,
  PromiseName,
  RegisteredStaffMember,
  RoutedContact,
  Title,
} from './answers';
export {
  useCallbacks,
  useCallbackStep,
  useDrawSpotCheck,
  useOneCallback,
  useOpenPeriod,
  useOpenScorecard,
  usePeriods,
  usePromiseEntries,
  usePromises,
  useRate,
  useRatedCase,
  useRatingLink,
  useRatings,
  useScorecard,
  useScorecards,
  useScorecardStep,
  useScoreSpotCheck,
  useSpotCheck,
  useSpotChecks,
  type CallbackList,
  type PromisesAsked,
  type ScorecardStep,
} from './assessment';
export {
  beginWithToken,
  useAuthMethods,
  useChangePassword,
  useMay,
  usePrincipal,
  useSession,
  useSessionRanOut,
  useSignIn,
} from './authentication';
export {
  useAccount,
  useAccountList,
  useAccountStep,
  useAccountTimeline,
  useArrivingInquiry,
  useInquiry,
  useInquiryDeadlines,
  useInquiryList,
  useInquiryStep,
  useInquiryTimeline,
  type AccountStep,
  type InquiryStep,
} from './billing';
export { client, type Handled } from './client';
export {
  complaintAsOf,
  complaintPage,
  useArrivingComplaint,
  useComplaint,
  useComplaintAsOf,
  useComplaintList,
  useComplaintStep,
  useDeadlines,
  useDifference,
  useTimeline,
  type ComplaintStep,
  type Moment,
  type PastInstant,
  type StepTaken,
} from './complaints';
export {
  contactCommands,
  useContact,
  useContactList,
  useReplyToContact,
  type Classification,
  type ContactCommands,
  type OpenContact,
  type Praise,
  type Routing,
  type Urging,
} from './contacts';
export { everyItem } from './cursor-pages';
export {
  useConnectSupplyPoint,
  useCorrectCustomerDetails,
  useCustomerArchive,
  useCustomerSearch,
  useMistakenCut,
  useRegisterCustomer,
  type NewCustomer,
} from './customers';
export {
  useAnnounceOutage,
  useArrivingFault,
  useFault,
  useFaultDeadlines,
  useFaultLane,
  useFaultStep,
  useFaultTimeline,
  useOpenCases,
  useOpenOutages,
  useOutages,
  useRestoreOutage,
  type FaultsAsked,
  type FaultStep,
  type FaultStepTaken,
  type OpenCasesAsked,
} from './faults';
export {
  useHistoryAsOf,
  useHistoryDifference,
  useLooks,
  useTrail,
  type Basis,
  type LooksAsked,
} from './history';
export {
  useDifferences,
  useReadModels,
  useRebuild,
  useRebuildAct,
  type RebuildAct,
} from './operations';
export {
  useDirectory,
  useOpenUnit,
  useRegisterStaffMember,
  useStaff,
  useUnits,
  type Directory,
} from './organisation';
export { usePerformance, usePerformanceEntries, useWorkbench } from './performance';
export {
  isProblem,
  ownProblem,
  problemOf,
  ProblemError,
  type FieldError,
  type Problem,
} from './problem';
export {
  useErasePerson,
  useErasureReceipt,
  useLiftRestriction,
  usePrivacyRegister,
  usePrivacyState,
  useRestrictProcessing,
} from './privacy';
export { createQueryClient } from './query-client';
export { keys } from './query-keys';
export { useCaseFile, useCaseSeal, useSeals } from './seals';
export type {
  AccountsAsked,
  ComplaintsAsked,
  ContactsAsked,
  InquiriesAsked,
  PerformanceAsked,
  PerformanceEntriesAsked,
} from './questions';
export { may, session, type Permission, type Principal } from './session';
export { useUnsent, type UnsentStep } from './unsent';
export { useDebounced } from './use-debounced';
export {
  useBeginLogAudit,
  useDiscardParked,
  useLogAudit,
  useParked,
  useRetryParked,
  useStopLogAudit,
  useSubscribers,
} from './parked';
