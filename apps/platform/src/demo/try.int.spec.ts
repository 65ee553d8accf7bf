import { openLedger } from '@taizhang/platform/ledger';
import { createTestDatabase } from '@taizhang/platform/database/testing';
import { instant, systemClock } from '@taizhang/kernel';
import { mkdtempSync } from 'node:fs';
import { fillWithDemo } from './index';

it('fills postgres', async () => {
  const db = await createTestDatabase();
  const dataDir = mkdtempSync('/tmp/demo-try-');
  const ledger = await openLedger({ pool: db.pool, dataDir } as any);
  const t = performance.now();
  const cpu = process.cpuUsage();
  let last = 0;
  await fillWithDemo({
    openLog: ledger.log,
    accounts: { create: async () => null },
    password: 'x',
    until: instant('2026-11-21T16:00:00.000Z'),
    customers: Number(process.env.N ?? 2000),
    onProgress: ({ done, total, phase }) => {
      if (phase !== 'customers' && !last) {
        last = done;
        console.log('customers', done, total, performance.now() - t);
      }
    },
  });
  const u = process.cpuUsage(cpu);
  console.log(
    'pg ms',
    performance.now() - t,
    'head',
    await ledger.log(systemClock).head(),
    'cpu',
    (u.user + u.system) / 1000,
  );
  await ledger.close();
  await db.drop();
}, 120000);
