/** Accounts by the number that other systems know, and by the id that we know. */
import { billingMemory, knownAccounts } from '@taizhang/billing-inquiries/application';
import type { KnownAccount, KnownAccounts } from '@taizhang/billing-inquiries/application';
import type { AccountId } from '@taizhang/contracts/billing-inquiries';
import { entityOf } from '@taizhang/platform/database';
import { READ_MODELS } from '@taizhang/platform/resources';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

export const knownAccountEntity = entityOf<KnownAccount>(billingMemory, knownAccounts);

@Injectable()
export class KnownAccountsQuery implements KnownAccounts {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  byNumber = (accountNumber: string) =>
    this.readModels.getRepository(knownAccountEntity).findOneBy({ accountNumber });

  byId = (id: AccountId) => this.readModels.getRepository(knownAccountEntity).findOneBy({ id });
}
