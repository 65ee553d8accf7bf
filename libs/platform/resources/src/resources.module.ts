/** What every service is given: the log, the exchange, the clock and the databases. */
import { Deadlines } from '@taizhang/calendar';
import {
  CLOCK,
  EVENT_LOG,
  EXCHANGE,
  SUBSCRIBERS,
  type Clock,
  type EventLog,
  type Exchange,
  type SubscriberRegistry,
} from '@taizhang/kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Vault } from '@taizhang/vault';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** A service's own tables. */
export const DATABASE = Symbol('Database');
/** The read models, for queries. */
export const READ_MODELS = Symbol('ReadModels');

/** The keys of persons. */
export const VAULT = Symbol('Vault');

/** 32 secret bytes for a purpose, the same in every process: `(purpose) => bytes`. */
export const SECRET_FOR = Symbol('SecretFor');
export type SecretFor = (purpose: string) => Uint8Array;

export type Resources = Readonly<{
  log: EventLog;
  exchange: Exchange;
  clock: Clock;
  deadlines: Deadlines;
  database: Pool;
  readModels: DataSource;
  secretFor: SecretFor;
  vault: Vault;
  /** Where what works by itself makes itself known. */
  subscribers: SubscriberRegistry;
}>;

@Module({})
export class ResourcesModule {
  static forRoot({
    log,
    exchange,
    clock,
    deadlines,
    database,
    readModels,
    secretFor,
    vault,
    subscribers,
  }: Resources): DynamicModule {
    const providers = [
      { provide: EVENT_LOG, useValue: log },
      { provide: EXCHANGE, useValue: exchange },
      { provide: CLOCK, useValue: clock },
      { provide: Deadlines, useValue: deadlines },
      { provide: DATABASE, useValue: database },
      { provide: READ_MODELS, useValue: readModels },
      { provide: SECRET_FOR, useValue: secretFor },
      { provide: VAULT, useValue: vault },
      { provide: SUBSCRIBERS, useValue: subscribers },
    ];
    return { module: ResourcesModule, global: true, providers, exports: providers };
  }
}
