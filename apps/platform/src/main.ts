/** Runs all of Taizhang in this process, on a database that is given. */
import 'reflect-metadata';
import {
  complaintProblems,
  knownUnitEntity,
  runningPromiseEntity,
} from '@taizhang/apps/complaints';
import {
  intakeProblems,
  openCaseEntity,
  recentAnswerEntity,
  runningIntakePromiseEntity,
} from '@taizhang/apps/intake';
import { ProjectionsService, readModels, viewEntities, viewProblems } from '@taizhang/apps/views';
import { complaintMemory } from '@taizhang/complaints/application';
import { LocalExchange, migrateLocalExchange } from '@taizhang/exchange/local';
import { intakeMemory } from '@taizhang/intake/application';
import { systemClock, type Clock } from '@taizhang/kernel';
import { AccountStore, authProblems, loadSigningKey, migrateAuth } from '@taizhang/platform/auth';
import { readConfig } from '@taizhang/platform/config';
import { openDataSource, openPool } from '@taizhang/platform/database';
import { createHttpApp } from '@taizhang/platform/http';
import { openLedger, publications } from '@taizhang/platform/ledger';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { demoOf, prepareLedger } from './first-start';
import { PlatformModule } from './platform.module';
import { migrateSettings } from './settings';

export type StartOptions = Readonly<{
  /** 0 for any free one. */
  port: number;
  databaseUrl: string;
  /** Keys are kept here. */
  dataDir: string;
  /** Fill an empty ledger with demonstration data. */
  demo: boolean;
  onProgress?: (line: string) => void;
  /** The built portal; only the API is served without it. */
  portalFolder?: string;
  /** What time it is, for everything that asks; the system's unless told. */
  clock?: Clock;
}>;

export type Running = Readonly<{ url: string; stop(): Promise<void> }>;

/** Read models in the order they are built: names first, then what shows them. */
const projected = [...readModels, complaintMemory, intakeMemory];

const entities = [
  ...viewEntities,
  recentAnswerEntity,
  openCaseEntity,
  runningIntakePromiseEntity,
  runningPromiseEntity,
  knownUnitEntity,
];

/** What the demonstration brought about by itself, by the same processes. */
const toldByDemo = ['complaints.lodging', 'intake.reporting', 'intake.outages'];

export async function startPlatform(options: StartOptions): Promise<Running> {
  const pool = openPool(options.databaseUrl, { max: 16 });
  try {
    return await run(options, pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function run(options: StartOptions, pool: Pool): Promise<Running> {
  const { databaseUrl, dataDir, demo: wantsDemo, onProgress: say = () => undefined } = options;
  const { clock = systemClock, portalFolder } = options;
  const { vaultMasterKey: masterKey, jwtKey, oidc, logLevel } = readConfig(process.env);
  await migrateSettings(pool);
  await migrateLocalExchange(pool);
  await migrateAuth(pool);
  const ledger = await openLedger({ pool, dataDir, masterKey });
  const log = ledger.log(clock);
  const key = await loadSigningKey(join(dataDir, 'keys'), jwtKey);
  const accounts = new AccountStore(pool, key, clock);
  const exchange = new LocalExchange(log, pool, publications);
  const first = { pool, openLog: ledger.log, accounts, wantsDemo, clock, say };
  const { filled } = await prepareLedger(first);
  if (filled) {
    for (const consumer of toldByDemo) await exchange.markHandled(consumer, await log.head());
  }

  const readModels = await openDataSource(databaseUrl, entities);
  const resources = { log, exchange, clock, database: pool, readModels };
  const auth = {
    pool,
    key,
    clock,
    ...(oidc && { oidc }),
    demo: () => demoOf(pool),
    unitName: unitNames(pool),
  };
  const app = await createHttpApp(PlatformModule.forRoot({ resources, auth, projected }), {
    title: { zh: '台账', en: 'Taizhang' },
    version: '0.1.0',
    problems: [authProblems, intakeProblems, complaintProblems, viewProblems],
    fingerprintKey: key.derive('fingerprint'),
    logLevel,
    clock,
    readiness: {
      database: async () => (await pool.query('SELECT 1')).rowCount === 1,
    },
    ...(portalFolder && { portalFolder }),
  });
  await app.get(ProjectionsService, { strict: false }).start(buildLine(say));
  await app.listen(options.port, '127.0.0.1');
  await tellWhoMaySignIn(pool, say);
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    stop: async () => {
      await app.close();
      await exchange.stop();
      await ledger.close();
      await readModels.destroy();
      await pool.end();
    },
  };
}

const buildLine = (say: (line: string) => void) => {
  let told = false;
  return ({ total }: { total: number }) => {
    if (!told && total > 0) say(`building the read models from ${total} events …`);
    told = true;
  };
};

const unitNames = (pool: Pool) => async (unitId: string) => {
  const { rows } = await pool.query<{ name: string }>(
    'SELECT name FROM organisation_directory_v1.units WHERE id = $1',
    [unitId],
  );
  return rows[0]?.name ?? null;
};

async function tellWhoMaySignIn(pool: Pool, say: (line: string) => void): Promise<void> {
  const demo = await demoOf(pool);
  if (!demo) return;
  say(`demonstration data; everybody's password is ${demo.password}`);
  for (const { username, name, roleTitle, unitName } of demo.people) {
    say(`  ${username.padEnd(12)} ${name} · ${roleTitle.zh} ${roleTitle.en} · ${unitName}`);
  }
}
