import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { instant } from '@taizhang/kernel';
import { fillWithDemo } from './index';
import { Agenda } from './agenda';

it.each([0.5, 2, 5, 10, 20, 30])('span %d min', async (min) => {
  const orig = Agenda.prototype.nextSlice;
  let n = 0, steps = 0, tx = 0; const lag: number[] = [];
  Agenda.prototype.nextSlice = function (o: any) { const s = orig.call(this, { ...o, spanMsMax: min * 60000 }); if (s.length) { n++; steps += s.length; if (s.some((x) => !x.key.includes('deadline'))) tx++; for (const x of s) lag.push(s.at(-1)!.at - x.at);} return s; };
  const t = performance.now();
  await fillWithDemo({ openLog: (clock) => createMemoryEventLog({ clock }), accounts: { create: async () => null }, password: 'x', until: instant('2026-11-21T16:00:00.000Z') });
  lag.sort((a, b) => a - b);
  console.log(min, 'slices', n, 'with appends', tx, 'steps', steps, 'ms', Math.round(performance.now() - t), 'lag p50/p90 min', lag[lag.length>>1]! / 60000, lag[Math.floor(lag.length * .9)]! / 60000);
  Agenda.prototype.nextSlice = orig;
}, 60000);
