/** The intake service: the one file that joins its rules to the machinery. */
import { DecideContactHandler, DecideCustomerHandler } from '@taizhang/intake/application';
import { DecideStaffMemberHandler, DecideUnitHandler } from '@taizhang/organisation/application';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ContactsController } from './contacts.controller';
import { CustomersController } from './customers.controller';
import { OrganisationController } from './organisation.controller';
import { Recontacts } from './recontacts';
import { Registered } from './registered';

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [ContactsController, CustomersController, OrganisationController],
  providers: [
    DecideContactHandler,
    DecideCustomerHandler,
    DecideStaffMemberHandler,
    DecideUnitHandler,
    Recontacts,
    Registered,
  ],
})
export class IntakeModule {}
