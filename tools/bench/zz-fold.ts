import { readModels } from '@taizhang/apps/views';
import { complaintMemory } from '@taizhang/complaints/application';
import { createPostgresEventLog } from '@taizhang/event-log/postgres';
import { intakeMemory } from '@taizhang/intake/application';
import { systemClock } from '@taizhang/kernel';
import { openPool } from '@taizhang/platform/database';
import { eventCatalogue } from '@taizhang/platform/ledger';
import { X } from '@taizhang/projections';
import { guardLog, Vault } from '@taizhang/vault';
export async function run(url: string, n: number, _: boolean, what: string[]) {
  const pool = openPool(url, { max: 16 });
  const models = [...readModels, complaintMemory, intakeMemory];
  const vault = await Vault.open(pool, Buffer.alloc(32, 7));
  const stored = createPostgresEventLog({ pool, clock: systemClock });
  const log = guardLog(stored, vault, eventCatalogue);
  const tables = models.flatMap((m) => m.tables.map((t) => ({ m, t })));
  const spent = new Map<string, number[]>();
  const builds = tables.map(({ m, t }) => ({ name: t.table, build: new X.TableBuild(new X.TableStore('x', t), 1e9), types: new Set(t.types) }));
  const add = (k: string, i: number, us: number) => { const a = spent.get(k) ?? [0, 0, 0]; a[i] += us; spent.set(k, a); };
  const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000; };
  let count = 0;
  for await (const page of log.feed({ after: 0n, pageSize: 5000, untilHead: true })) {
    count += page.events.length;
    // touch personal (decrypt) separately
    for (const b of builds) {
      const mine = page.events.filter((e) => b.types.has(e.type));
      const t = cpu();
      for (const e of mine) b.build.fold(e);
      add(b.name, 0, cpu() - t); add(b.name, 2, mine.length);
    }
  }
  for (const b of builds) {
    const t = cpu(); let bytes = 0;
    for (const c of (b.build as any).store.copyText((b.build as any).rows.values())) bytes += Buffer.from(c).length;
    add(b.name, 1, cpu() - t);
    const a = spent.get(b.name)!;
    console.log(b.name.padEnd(22), 'events', String(a[2]).padStart(8), 'rows', String((b.build as any).rows.size).padStart(7), 'fold ms', a[0].toFixed(0).padStart(6), (a[0] * 1000 / a[2]).toFixed(2), 'us/ev; copy ms', a[1].toFixed(0).padStart(5), 'MB', (bytes / 1e6).toFixed(1));
  }
  await stored.close(); await pool.end();
}
