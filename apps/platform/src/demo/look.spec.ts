import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { instant } from '@taizhang/kernel';
import { fillWithDemo } from './index';

it('looks', async () => {
  let log: any;
  await fillWithDemo({ openLog: (clock) => (log = createMemoryEventLog({ clock })), accounts: { create: async () => null }, password: 'x', until: instant('2026-11-21T16:00:00.000Z') });
  const by: Record<string, any[]> = {}; let out = ''; const names: any = {};
  for await (const page of log.feed({ after: 0n, untilHead: true })) for (const e of page.events) { (by[e.stream] ??= []).push(e); if (e.data.name && e.data.customerId) names[e.data.customerId] = e.data.name; if (e.type === 'StaffMemberJoined') names[e.data.staffId] = e.data.name; }
  const show = (s: string) => { out += '\n## ' + s + '\n'; for (const e of by[s]!) { const { promises, ...d } = e.data; const loc = (x: string) => new Date(Date.parse(x) + 288e5).toISOString().slice(5, 19); out += `${loc(e.at)} (${loc(e.recordedAt)}) ${e.type} ${names[e.by] ?? e.by} ${JSON.stringify(d).replace(/"(\w+Id)":"([^"]+)"/g, (m, k, v) => names[v] ? `${k}:${names[v]}` : m)}\n`; } };
  const cs = Object.keys(by).filter((s) => s.startsWith('complaint-')); const ct = Object.keys(by).filter((s) => s.startsWith('contact-')); const cu = Object.keys(by).filter((s) => s.startsWith('customer-'));
  for (let i = 0; i < cs.length; i += 37) show(cs[i]!);
  cs.filter((s) => by[s]!.some((e) => e.type === 'ComplaintReopened' || e.type === 'ComplaintReturned')).slice(3, 6).forEach(show);
  for (let i = 0; i < ct.length; i += 210) show(ct[i]!);
  for (let i = 0; i < cu.length; i += 90) show(cu[i]!);
  const wang = cu.filter((s) => names[s] === '王秀英' || names[s] === '陈建国'); out += wang.join(' ');
  for (const w of wang.slice(0, 2)) { show(w); [...ct, ...cs].filter((s) => by[s]!.some((e) => e.data.customerId === w)).forEach(show); }
  require('fs').writeFileSync('/tmp/demo-look.txt', out);
}, 60000);
