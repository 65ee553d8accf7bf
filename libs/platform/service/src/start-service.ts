/**
 * Runs services in this process: one of them, or all. Whatever differs between the two ways to
 * run is configuration; what a service is made of is the same.
 */
import 'reflect-metadata';
import type { Deadlines } from '@taizhang/calendar';
import { AccessModule, migrateAccess } from '@taizhang/platform/access';
import { SubscriberRegistry, systemClock, type Clock } from '@taizhang/kernel';
import {
  AccountStore,
  AuthModule,
  authProblems,
  loadSigningKey,
  migrateAuth,
  type SigningKey,
} from '@taizhang/platform/auth';
import { ConfigurationError, languageIn, version, type Config } from '@taizhang/platform/config';
import { openDataSource, openPool } from '@taizhang/platform/database';
import { createHttpApp } from '@taizhang/platform/http';
import { logStoreOf, openLedger, type Ledger } from '@taizhang/platform/ledger';
import { isRestoring } from '@taizhang/log-transfer';
import { openSeals } from '@taizhang/seal';
import { ResourcesModule } from '@taizhang/platform/resources';
import { Heartbeats, migrateSubscribers } from '@taizhang/platform/subscribers';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { join } from 'node:path';
import type { GuardedLog } from '@taizhang/vault';
import type { Pool } from 'pg';
import { Auditor } from './auditor';
import { demoOf } from './demonstration';
import { namedProblems } from './named.problems';
import { Erasures } from './erasures';
import { migrateErasures } from './erasures.migration';
import { openDeadlines, unknownHolidays } from './open-deadlines';
import { prepareExchange, type OpenExchange } from './open-exchange';
import { ProjectionsModule } from './projections.module';
import { ProjectionsService } from './projections.service';
import type { Service } from './service';
import { SealsModule } from './seals.module';
import { SealsService } from './seals.service';
import { indiscreetSettings } from './server-log';
import { migrateSettings } from './settings';
import { toldSeldom } from './told-seldom';
import { unitNames } from './unit-names';

export type StartOptions = Readonly<{
  /** Those that this process runs; their read models are built in this order. */
  services: readonly Service[];
  title: Service['title'];
  config: Config;
  databaseUrl: string;
  /** Keys are kept here. */
  dataDir: string;
  /** 0 for any free one. */
  port: number;
  host?: string;
  /** Before anything runs, e.g. what an empty ledger begins with. */
  prepare?: (opened: Opened) => Promise<void>;
  say?: (line: string) => void;
  /** The built portal; only the API is served without it. */
  portalFolder?: string;
  /** What time it is, for everything that asks; the system's unless told. */
  clock?: Clock;
}>;

/** What a process holds open while it runs. */
export type Opened = Readonly<{
  pool: Pool;
  ledger: Ledger;
  log: GuardedLog;
  exchange: OpenExchange;
  accounts: AccountStore;
  key: SigningKey;
  clock: Clock;
  deadlines: Deadlines;
  close(): Promise<void>;
}>;

export type Running = Readonly<{ url: string; stop(): Promise<void> }>;

export async function startServices(options: StartOptions): Promise<Running> {
  const opened = await openParts(options);
  try {
    await assertWhole(opened.pool);
    await options.prepare?.(opened);
    return await serve(options, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Half a log would be gone on with, and keys may be there that are yet to be destroyed. */
async function assertWhole(pool: Pool): Promise<void> {
  if (!(await isRestoring(pool))) return;
  throw new ConfigurationError(
    [
      {
        zh: '此数据库的恢复尚未完成。请再次执行同一条 taizhang restore 命令，或改用空数据库。',
        en:
          'A restore into this database did not come to its end. Give the same command again ' +
          '(taizhang restore), or begin with an empty database.',
      },
    ],
    languageIn(process.env),
  );
}

/** People are asked to come back later, and who works in the background tries again. */
const heldMsMax = 5_000;
/** What serves people asks nothing that takes so long: a server process stands still. */
const answerMsMax = 120_000;

type Place = Pick<StartOptions, 'config' | 'databaseUrl' | 'dataDir' | 'clock'>;

/** The log, the exchange and the accounts, with everything created that they need. */
export async function openParts(place: Place): Promise<Opened> {
  const { config, databaseUrl, dataDir, clock = systemClock } = place;
  const deadlines = await openDeadlines(config.calendarFile);
  const pool = openPool(databaseUrl, { max: 16, heldMsMax, answerMsMax });
  try {
    const onFailure = toldSeldom((sentence) => new Logger('EventLog').warn(sentence));
    const store = { ...logStoreOf(config), onFailure };
    const { ledger, exchange: openExchangeOn } = await alone(pool, async () => {
      await migrateSettings(pool);
      await migrateAuth(pool);
      await migrateAccess(pool);
      await migrateErasures(pool);
      await migrateSubscribers(pool);
      const { vaultMasterKey: masterKey } = config;
      return {
        ledger: await openLedger({ pool, dataDir, masterKey, store }),
        exchange: await prepareExchange(config, pool),
      };
    });
    const log = ledger.log(clock);
    const key = await loadSigningKey(join(dataDir, 'keys'), config.jwtKey);
    const accounts = new AccountStore(pool, key, clock);
    const exchange = openExchangeOn(ledger, clock);
    const close = async () => {
      await exchange.stop();
      await ledger.close();
      await pool.end();
    };
    return { pool, ledger, log, exchange, accounts, key, clock, deadlines, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Processes that start together create what is missing one after the other. */
async function alone<Made>(pool: Pool, create: () => Promise<Made>): Promise<Made> {
  const client = await pool.connect();
  try {
    // Whoever is first may take long.
    await client.query(`SET lock_timeout = 0;
      SELECT pg_advisory_lock(hashtextextended('taizhang creates', 0))`);
    return await create();
  } finally {
    // Closing the session gives the lock back whatever happened.
    client.release(true);
  }
}

const logger = new Logger('Erasures');

/** Where PostgreSQL is somebody else's, somebody else sets it. */
async function warnOfIndiscretion(pool: Pool): Promise<void> {
  const settings = await indiscreetSettings(pool);
  if (settings.length === 0) return;
  logger.warn(
    "PostgreSQL's own log may repeat personal data that no erasure reaches. Set there: " +
      `${settings.join('; ')} (docs/how-to/erase-a-person.md)`,
  );
}

@Module({})
class ProcessModule {}

async function serve(options: StartOptions, opened: Opened): Promise<Running> {
  const { services, config, title, portalFolder } = options;
  const { pool, ledger, log, exchange, key, clock, deadlines } = opened;
  const entities = services.flatMap((service) => service.entities);
  const readModels = await openDataSource(options.databaseUrl, entities);
  const { stored, vault } = ledger;
  const { dataDir } = options;
  const seals = await openSeals({ stored, pool, dataDir, clock, key: config.sealKey });
  if (services.some((service) => service.seals)) await seals.agreeOnKey();
  const { oidc } = config;
  const subscribers = new SubscriberRegistry();
  const auth = { ...{ pool, key, clock }, ...(oidc && { oidc }) };
  const module: DynamicModule = {
    module: ProcessModule,
    imports: [
      ResourcesModule.forRoot({
        ...{ log, exchange, clock, deadlines, database: pool, readModels },
        ...{ secretFor: key.derive, vault: ledger.vault, subscribers },
      }),
      AuthModule.forRoot({ ...auth, demo: () => demoOf(pool), unitName: unitNames(log) }),
      SealsModule.forRoot({ seals, vault, pool, intervalMs: config.sealIntervalSeconds * 1000 }),
      AccessModule.forRoot({ pool, clock, retentionDays: config.accessRetentionDays }),
      ProjectionsModule.forRoot(services.flatMap((service) => service.readModels)),
      ...services.map((service) => service.module),
    ],
  };
  const app = await createHttpApp(module, {
    title,
    version,
    problems: [authProblems, namedProblems, ...services.flatMap((service) => service.problems)],
    fingerprintKey: key.derive('fingerprint'),
    logLevel: config.logLevel,
    trustProxy: config.trustProxy,
    clock,
    readiness: {
      database: async () => (await pool.query('SELECT 1')).rowCount === 1,
      log: async () => (await log.head()) >= 0n,
    },
    ...(oidc && { connectTo: [new URL(oidc.issuer).origin] }),
    ...(portalFolder && { portalFolder }),
  });
  const stopWorkers = await startWorkers(app, options, opened, subscribers);
  await app.listen(options.port, options.host ?? '127.0.0.1');
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    stop: async () => {
      await stopWorkers();
      await app.close();
      await exchange.stop();
      await readModels.destroy();
      await opened.close();
    },
  };
}

/** What works by itself beside the requests. @returns stops what the app does not stop */
async function startWorkers(
  app: Awaited<ReturnType<typeof createHttpApp>>,
  { services, say = () => undefined }: StartOptions,
  { log, ledger, pool, exchange, deadlines, clock }: Opened,
  subscribers: SubscriberRegistry,
): Promise<() => Promise<void>> {
  const projections = app.get(ProjectionsService, { strict: false });
  await projections.start(buildLine(say));
  if (services.some((service) => service.seals)) app.get(SealsService, { strict: false }).start();
  const models = services.flatMap((service) => service.readModels);
  const onFailure = (error: unknown) =>
    logger.error(`Erasures are not carried out: ${(error as Error).message}`);
  const erasures = new Erasures({ log, vault: ledger.vault, pool, models, onFailure });
  erasures.start();
  await warnOfIndiscretion(pool);
  const unknown = unknownHolidays(deadlines.calendar, clock.now());
  if (unknown !== null) new Logger('Calendar').warn(unknown);
  app.get(Auditor, { strict: false }).start();
  const tell = toldSeldom((sentence) => new Logger('Heartbeats').warn(sentence));
  const heartbeats = new Heartbeats(pool, [projections, exchange, subscribers], {
    onFailure: (error) => tell('Others do not hear of this process', error),
  });
  heartbeats.start();
  return async () => {
    await erasures.stop();
    await heartbeats.stop();
  };
}

const buildLine = (say: (line: string) => void) => {
  let told = false;
  return ({ total }: { total: number }) => {
    if (!told && total > 0) say(`building the read models from ${total} events …`);
    told = true;
  };
};
