/** The intake service: the one file that joins its rules to the machinery. */
import {
  CustomerRecord,
  DUE_INTAKE_PROMISES,
  DecideContactHandler,
  DecideCustomerHandler,
  DecideFaultHandler,
  DecideOutageHandler,
  DecidePrivacyHandler,
  FaultReopeningProcess,
  FaultUrgingProcess,
  IntakeBook,
  IntakeDeadlineProcess,
  MistakeFaultProcess,
  OutageProcess,
  ReportingProcess,
} from '@taizhang/intake/application';
import { DecideStaffMemberHandler, DecideUnitHandler } from '@taizhang/organisation/application';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ContactsController } from './contacts.controller';
import { CustomersController } from './customers.controller';
import { DueIntakePromises } from './due-promises';
import { ErasureProcess } from './erasure.process';
import { FaultFacts } from './fault-facts';
import { FaultsController } from './faults.controller';
import { IntakeProcesses } from './intake.processes';
import { OpenCaseCheck } from './open-case-check';
import { OrganisationController } from './organisation.controller';
import { OutagesController } from './outages.controller';
import { PrivacyController } from './privacy.controller';
import { Receipts } from './receipts';
import { Recontacts } from './recontacts';
import { Registered } from './registered';
import { RepliesController } from './replies.controller';
import { Routings } from './routing';
import { TiesOf } from './ties';

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [
    ContactsController,
    CustomersController,
    FaultsController,
    OrganisationController,
    OutagesController,
    PrivacyController,
    RepliesController,
  ],
  providers: [
    CustomerRecord,
    DecideContactHandler,
    DecideCustomerHandler,
    DecideFaultHandler,
    DecideOutageHandler,
    DecidePrivacyHandler,
    DecideStaffMemberHandler,
    DecideUnitHandler,
    ErasureProcess,
    FaultFacts,
    FaultReopeningProcess,
    FaultUrgingProcess,
    IntakeBook,
    IntakeDeadlineProcess,
    IntakeProcesses,
    MistakeFaultProcess,
    OpenCaseCheck,
    OutageProcess,
    Receipts,
    Recontacts,
    Registered,
    ReportingProcess,
    Routings,
    TiesOf,
    { provide: DUE_INTAKE_PROMISES, useClass: DueIntakePromises },
  ],
})
export class IntakeModule {}
