/** The billing inquiries service: the one file that joins its rules to the machinery. */
import {
  DUE_CLOCKS,
  DecideAccountHandler,
  DecideInquiryHandler,
  FACT_NAMES,
  FactsProcess,
  InboundFactsHandler,
  InquiryDeadlines,
  InquiryPromises,
  KNOWN_ACCOUNTS,
  OpeningProcess,
  PostingProcess,
  ReopeningProcess,
  UrgingProcess,
} from '@taizhang/billing-inquiries/application';
import { VAULT } from '@taizhang/platform/resources';
import { KNOWN_CUSTOMERS, KnownCustomers } from '@taizhang/platform/service';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Letters, type Vault } from '@taizhang/vault';
import { AccountsController } from './accounts.controller';
import { BillingProcesses } from './billing.processes';
import { DueClocksQuery } from './due-clocks';
import { FactsController } from './facts.controller';
import { InquiriesController } from './inquiries.controller';
import { KnownAccountsQuery } from './known-accounts';
import { knownCustomerEntity } from './known-customers';
import { OwnInquiry } from './own-inquiry';

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [AccountsController, FactsController, InquiriesController],
  providers: [
    BillingProcesses,
    DecideAccountHandler,
    DecideInquiryHandler,
    FactsProcess,
    InboundFactsHandler,
    InquiryDeadlines,
    InquiryPromises,
    KnownAccountsQuery,
    KnownCustomers,
    { provide: KNOWN_CUSTOMERS, useValue: knownCustomerEntity },
    OpeningProcess,
    OwnInquiry,
    PostingProcess,
    ReopeningProcess,
    UrgingProcess,
    { provide: DUE_CLOCKS, useClass: DueClocksQuery },
    { provide: FACT_NAMES, useFactory: (vault: Vault) => new Letters(vault), inject: [VAULT] },
    { provide: KNOWN_ACCOUNTS, useExisting: KnownAccountsQuery },
  ],
})
export class BillingInquiriesModule {}
