import { readModels } from '@taizhang/apps/views';
import { complaintMemory } from '@taizhang/complaints/application';
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
import { intakeMemory } from '@taizhang/intake/application';
import { systemClock } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { migrateProjectionsX, rebuild } from '@taizhang/projections';
import { guardLog, migrateVault, Vault } from '@taizhang/vault';
import pg from 'pg';
import { loadEvents } from './load';
import { readRaw, readFeed } from './rebuild.bench';
const orig = pg.Client.prototype.query as any;
(pg.Client.prototype as any).query = function (...args: any[]) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0].text ?? args[0]?.cursor?.text ?? 'COPY?');
  const t = performance.now();
  const r = orig.apply(this, args);
  const done = () => { const ms = performance.now() - t; if (ms > 150) console.log(ms.toFixed(0).padStart(7), String(text).slice(0, 110).replace(/\s+/g, ' ')); };
  if (r && typeof r.then === 'function') return r.then((x: any) => (done(), x));
  if (r && r.on) r.on('finish', done);
  return r;
};
export async function run(url: string, n: number, fresh: boolean, what: string[]) {
  const pool = openPool(url, { max: 16 });
  const models = [...readModels, complaintMemory, intakeMemory];
  await migrateEventLog(pool); await migrateVault(pool);
  const vault = await Vault.open(pool, Buffer.alloc(32, 7));
  if (fresh) { const t = performance.now(); await loadEvents(pool, vault, n); console.log('load', ((performance.now() - t) / 1000).toFixed(1)); await pool.query('CHECKPOINT'); }
  await migrateProjectionsX(pool);
  const stored = createPostgresEventLog({ pool, clock: systemClock });
  const log = guardLog(stored, vault, eventCatalogue);
  for (const w of what) {
    const t = performance.now(); const c = process.cpuUsage();
    let e = 0;
    if (w === 'raw') e = await readRaw(pool);
    if (w === 'sealed') e = await readFeed(log, false);
    if (w === 'stored') e = await readFeed(stored, false);
    if (w === 'opened') e = await readFeed(log, true);
    if (w.startsWith('rebuild')) e = (await rebuild(log, pool, models, { rowsInMemoryMax: Number(w.slice(7) || 100000), onProgress: (p) => { if (p.phase !== 'reading') console.log(p.phase, ((performance.now() - t) / 1000).toFixed(2)); } })).events;
    const s = (performance.now() - t) / 1000; const u = process.cpuUsage(c);
    console.log('##', w, s.toFixed(2), 's', Math.round(e / s), 'ev/s', 'node cpu', ((u.user + u.system) / 1e6).toFixed(2), 's; rss', (process.memoryUsage().rss / 1e6).toFixed(0));
  }
  await stored.close(); await pool.end();
}
