/** The complaints service: the one file that joins its rules to the machinery. */
import {
  DUE_PROMISES,
  DeadlineProcess,
  DecideComplaintHandler,
  LodgingProcess,
  MistakeProcess,
  PromiseBook,
  ReopeningProcess,
  UrgingProcess,
} from '@taizhang/complaints/application';
import { KNOWN_CUSTOMERS, KnownCustomers } from '@taizhang/platform/service';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ComplaintsController } from './complaints.controller';
import { ComplaintsProcesses } from './complaints.processes';
import { DuePromisesQuery } from './due-promises';
import { knownCustomerEntity } from './known-customers';
import { KnownUnits } from './known-units';
import { OwnUnit } from './own-unit';

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [ComplaintsController],
  providers: [
    ComplaintsProcesses,
    DeadlineProcess,
    DecideComplaintHandler,
    KnownCustomers,
    { provide: KNOWN_CUSTOMERS, useValue: knownCustomerEntity },
    KnownUnits,
    LodgingProcess,
    MistakeProcess,
    OwnUnit,
    PromiseBook,
    ReopeningProcess,
    UrgingProcess,
    { provide: DUE_PROMISES, useClass: DuePromisesQuery },
  ],
})
export class ComplaintsModule {}
