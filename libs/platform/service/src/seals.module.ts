/** The seals of the ledger, for whoever shows, exports or makes them in this process. */
import type { Seals } from '@taizhang/seal';
import type { Vault } from '@taizhang/vault';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Pool } from 'pg';
import { SealsService } from './seals.service';

export type SealsParts = Readonly<{
  seals: Seals;
  vault: Pick<Vault, 'keysOf'>;
  pool: Pool;
  intervalMs: number;
}>;

@Module({})
export class SealsModule {
  static forRoot({ seals, vault, pool, intervalMs }: SealsParts): DynamicModule {
    const service = {
      provide: SealsService,
      useFactory: () => new SealsService(seals, vault, pool, intervalMs),
    };
    return { module: SealsModule, global: true, providers: [service], exports: [SealsService] };
  }
}
