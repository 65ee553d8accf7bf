/** Everything that is looked at: queries, replay, what operators see. */
import { Module } from '@nestjs/common';
import { AccessViews } from './access.controller';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AccountViews } from './accounts.controller';
import { CallbackViews } from './callbacks.controller';
import { CaseHistory } from './case-history';
import { ComplaintLists } from './complaint-lists';
import { ComplaintViews } from './complaints.controller';
import { ContactViews } from './contacts.controller';
import { CustomerViews } from './customers.controller';
import { DirectoryViews } from './directory.controller';
import { FaultViews } from './faults.controller';
import { HistoryViews } from './history.controller';
import { InquiryViews } from './inquiries.controller';
import { InquiryLists } from './inquiry-lists';
import { LogAuditController } from './log-audit.controller';
import { OpenCases } from './open-cases';
import { OperationsController } from './operations.controller';
import { ParkedController } from './parked.controller';
import { ParkedInterceptor } from './parked.interceptor';
import { PerformanceViews } from './performance.controller';
import { PerformanceFigures } from './performance-figures';
import { PrivacyViews } from './privacy-register.controller';
import { RestrictedInterceptor } from './restricted.interceptor';
import { RestrictedThings } from './restricted-things';
import { ScorecardViews } from './scorecards.controller';
import { SubscribersController } from './subscribers.controller';
import { SealViews } from './seals.controller';
import { WorkbenchView } from './workbench.controller';

@Module({
  controllers: [
    AccessViews,
    AccountViews,
    CallbackViews,
    ComplaintViews,
    ContactViews,
    CustomerViews,
    DirectoryViews,
    FaultViews,
    HistoryViews,
    InquiryViews,
    LogAuditController,
    OperationsController,
    ParkedController,
    PerformanceViews,
    PrivacyViews,
    ScorecardViews,
    SubscribersController,
    SealViews,
    WorkbenchView,
  ],
  providers: [
    ...[CaseHistory, ComplaintLists, InquiryLists, OpenCases, PerformanceFigures, RestrictedThings],
    { provide: APP_INTERCEPTOR, useClass: RestrictedInterceptor },
    { provide: APP_INTERCEPTOR, useClass: ParkedInterceptor },
  ],
})
export class ViewsModule {}
