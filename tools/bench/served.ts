/** Services as people reach them: over HTTP, signed in, on a database that is given. */
import type { ActorId, Clock } from '@taizhang/kernel';
import { readConfig } from '@taizhang/platform/config';
import { startServices, type Service } from '@taizhang/platform/service';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masterKey } from './ledger';

const username = 'bench';
const password = 'a-long-enough-word-7';

export type Served = Readonly<{ url: string; token: string }>;

/** @param clock the system's unless told */
export async function whileServed<T>(
  { databaseUrl, services, clock, kafkaBrokers }: Place,
  work: (served: Served) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'taizhang-served-'));
  const running = await startServices({
    ...{ databaseUrl, dataDir, services, port: 0 },
    title: { zh: '台账', en: 'Taizhang' },
    config: readConfig({
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'fatal',
      VAULT_MASTER_KEY: masterKey.toString('base64'),
      ...(kafkaBrokers && { EXCHANGE: 'kafka', KAFKA_BROKERS: kafkaBrokers }),
    }),
    prepare: async ({ accounts, exchange, log }) => {
      const staffId = 'staff-bench' as ActorId;
      const roles = ['supervisor', 'auditor'] as const;
      const account = {
        username,
        staffId,
        name: '测试员',
        unitId: null,
        roles: [...roles],
        password,
      };
      if (!(await accounts.find(staffId))) await accounts.create(account);
      // Whatever is in the log was answered long ago.
      await exchange.beginAt(await log.head());
    },
    ...(clock && { clock }),
  });
  try {
    return await work({ url: running.url, token: await tokenAt(running.url) });
  } finally {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Place = Readonly<{
  databaseUrl: string;
  services: readonly Service[];
  clock?: Clock;
  /** What the services tell each other goes over this Kafka. */
  kafkaBrokers?: string;
}>;

async function tokenAt(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (!token) throw new Error(`Cannot sign in: ${answer.status}`);
  return token;
}
