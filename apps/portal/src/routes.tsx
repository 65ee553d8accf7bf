/** Which address shows which page. Every feature is loaded when it is first visited. */
import { Waiting } from '@taizhang/portal/ui';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { FirstPage } from './first-page';
import { NotFound } from './not-found';
import { PageFault } from './page-fault';
import { SignedIn } from './signed-in';

const pages: RouteObject[] = [
  { index: true, element: <FirstPage /> },
  {
    path: 'workbench',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-workbench')).WorkbenchPage,
    }),
  },
  {
    path: 'intake/:contactId?',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-intake')).IntakePage,
    }),
  },
  {
    path: 'contacts',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-intake')).ContactListPage,
    }),
  },
  {
    path: 'contacts/:contactId',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-intake')).ContactPage,
    }),
  },
  {
    path: 'complaints',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-complaints')).ComplaintListPage,
    }),
  },
  {
    path: 'complaints/:complaintId',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-complaints')).ComplaintPage,
    }),
  },
  {
    path: 'faults',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-faults')).FaultBoardPage,
    }),
  },
  {
    path: 'faults/outages',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-faults')).OutagesPage,
    }),
  },
  {
    path: 'faults/:faultId',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-faults')).FaultPage,
    }),
  },
  {
    path: 'inquiries',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-billing')).InquiryListPage,
    }),
  },
  {
    path: 'inquiries/:inquiryId',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-billing')).InquiryPage,
    }),
  },
  {
    path: 'arrears',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-billing')).ArrearsPage,
    }),
  },
  {
    path: 'arrears/:accountId',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-billing')).AccountPage,
    }),
  },
  {
    path: 'customers/:customerId?',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-customers')).CustomersPage,
    }),
  },
  {
    path: 'performance',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-performance')).PerformancePage,
    }),
  },
  {
    path: 'assessment',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-assessment')).AssessmentStart,
    }),
  },
  {
    path: 'assessment/callbacks',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-assessment')).CallbacksPage,
    }),
  },
  {
    path: 'assessment/callbacks/:callbackId',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-assessment')).CallbackPage,
    }),
  },
  {
    path: 'assessment/spot-checks',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-assessment')).SpotChecksPage,
    }),
  },
  {
    path: 'assessment/spot-checks/:spotCheckId',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-assessment')).SpotCheckPage,
    }),
  },
  {
    path: 'assessment/scorecards',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-assessment')).ScorecardsPage,
    }),
  },
  {
    path: 'assessment/scorecards/:scorecardId',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-assessment')).ScorecardPage,
    }),
  },
  {
    path: 'assessment/promises',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-assessment')).PromisesPage,
    }),
  },
  {
    path: 'access',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-history')).AccessPage,
    }),
  },
  {
    path: 'privacy/:personId?',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-privacy')).PrivacyPage,
    }),
  },
  {
    path: 'operations',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-operations')).OperationsPage,
    }),
  },
  {
    path: 'organisation',
    lazy: async () => ({
      Component: (await import('@taizhang/portal/feature-organisation')).OrganisationPage,
    }),
  },
  { path: '*', element: <NotFound /> },
];

export const routes = createBrowserRouter([
  {
    errorElement: <PageFault />,
    hydrateFallbackElement: <Waiting rows={8} />,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({
          Component: (await import('@taizhang/portal/feature-sign-in')).SignInPage,
        }),
      },
      {
        // Whoever holds a link: no sign-in stands before it.
        path: '/rate/:token',
        lazy: async () => ({
          Component: (await import('@taizhang/portal/feature-rating')).RatePage,
        }),
      },
      {
        element: <SignedIn />,
        children: [{ errorElement: <PageFault />, children: pages }],
      },
    ],
  },
]);
