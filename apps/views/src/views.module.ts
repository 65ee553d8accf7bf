/** Everything that is looked at: queries, replay, what operators see. */
import { Module } from '@nestjs/common';
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
import { InquiryViews } from './inquiries.controller';
import { InquiryLists } from './inquiry-lists';
import { OpenCases } from './open-cases';
import { OperationsController } from './operations.controller';
import { PerformanceViews } from './performance.controller';
import { PerformanceFigures } from './performance-figures';
import { RestrictedInterceptor } from './restricted.interceptor';
import { ScorecardViews } from './scorecards.controller';
import { WorkbenchView } from './workbench.controller';

@Module({
  controllers: [
    AccountViews,
    CallbackViews,
    ComplaintViews,
    ContactViews,
    CustomerViews,
    DirectoryViews,
    FaultViews,
    InquiryViews,
    OperationsController,
    PerformanceViews,
    ScorecardViews,
    WorkbenchView,
  ],
  providers: [
    ...[CaseHistory, ComplaintLists, InquiryLists, OpenCases, PerformanceFigures],
    { provide: APP_INTERCEPTOR, useClass: RestrictedInterceptor },
  ],
})
export class ViewsModule {}
