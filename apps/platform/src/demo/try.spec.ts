import { createMemoryEventLog } from '@taizhang/event-log/memory';
import { instant, type Recorded } from '@taizhang/kernel';
import { fillWithDemo } from './index';
import { complaints } from '@taizhang/views/complaint-cases';

it('tries', async () => {
  let log: any;
  const t = performance.now();
  const until = instant(process.env.UNTIL ?? '2026-11-21T16:00:00.000Z');
  await fillWithDemo({
    openLog: (clock) => (log = createMemoryEventLog({ clock })),
    accounts: { create: async () => null },
    password: 'x',
    until,
    customers: Number(process.env.N ?? 2000),
    days: Number(process.env.DAYS ?? 182),
  });
  const ms = performance.now() - t;
  const events: Recorded[] = [];
  for await (const page of log.feed({ after: 0n, untilHead: true })) events.push(...page.events);
  const types: any = {};
  for (const e of events) types[e.type] = (types[e.type] ?? 0) + 1;
  const rows = new Map<string, any>();
  const replies: number[] = [];
  let kept = 0,
    missed = 0,
    ratings = 0,
    sum = 0,
    late = 0;
  const verdicts: any = {};
  let maxLag = 0;
  const lags: number[] = [];
  const by: any = {};
  const topics: any = {},
    cats: any = {},
    perDay: any = {},
    chan: any = {},
    recont = { n: 0 };
  const missedBy: any = {};
  const hist: any = {};
  for (const e of events as any[]) {
    if (complaints.types.includes(e.type))
      for (const k of complaints.keysOf(e))
        rows.set(k, complaints.evolve(rows.get(k) ?? null, e, k));
    if (e.type === 'ComplaintReplied') {
      replies.push((Date.parse(e.at) - Date.parse(e.data.startedAt)) / 86400000);
      (by[e.by] ??= []).push(replies.at(-1));
    }
    if (e.type === 'ComplaintAdjudicated')
      verdicts[e.data.verdict] = (verdicts[e.data.verdict] ?? 0) + 1;
    if (e.type === 'ComplaintClosed' && e.data.satisfaction) {
      ratings++;
      sum += e.data.satisfaction;
      hist[e.data.satisfaction] = (hist[e.data.satisfaction] ?? 0) + 1;
    }
    if (e.type === 'ContactClassified') {
      topics[e.data.topic] = (topics[e.data.topic] ?? 0) + 1;
      if (e.data.recontactOf) recont.n++;
    }
    if (e.type === 'ComplaintLodged') cats[e.data.category] = (cats[e.data.category] ?? 0) + 1;
    if (e.type === 'ContactOpened') {
      const d = new Date(Date.parse(e.at) + 8 * 3600e3).toISOString().slice(0, 10);
      perDay[d] = (perDay[d] ?? 0) + 1;
      chan[e.data.channel] = (chan[e.data.channel] ?? 0) + 1;
    }
    if (e.type === 'ComplaintDeadlineMissed')
      missedBy[e.data.promise] = (missedBy[e.data.promise] ?? 0) + 1;
    if (!e.type.startsWith('Customer') || e.type === 'CustomerContacted') {
      const lag = Date.parse(e.recordedAt) - Date.parse(e.at);
      lags.push(lag);
      if (lag < 0) late++;
    }
  }
  lags.sort((a, b) => a - b);
  replies.sort((a, b) => a - b);
  const st: any = {};
  let breached = 0,
    breaching = 0;
  const u = Date.parse(until);
  for (const r of rows.values()) {
    st[r.status] = (st[r.status] ?? 0) + 1;
    if (r.status !== 'closed') {
      const due = r.nextDueAt && Date.parse(r.nextDueAt);
      if (r.missed > 0 || (due && due < u)) breached++;
      else if (due && due <= u + 864e5) breaching++;
    }
  }
  const q = (l: number[], p: number) => l[Math.floor(l.length * p)]?.toFixed(2);
  console.log(
    JSON.stringify(
      {
        ms: Math.round(ms),
        n: events.length,
        types,
        st,
        breached,
        breaching,
        verdicts,
        rating: sum / ratings,
        hist,
        missedBy,
        replies: [q(replies, 0.1), q(replies, 0.5), q(replies, 0.9), q(replies, 0.99)],
        topics,
        cats,
        chan,
        recont,
        late,
        lag: [q(lags, 0.5), q(lags, 0.9), q(lags, 0.99), q(lags, 0.99999)],
      },
      null,
      1,
    ).replace(/\n {2,}/g, ' '),
  );
  console.log(
    Object.entries(by)
      .map(
        ([k, v]: any) =>
          k +
          ':' +
          v.length +
          ':' +
          (v.reduce((a: number, b: number) => a + b, 0) / v.length).toFixed(2),
      )
      .join(' '),
  );
  console.log(
    Object.entries(perDay)
      .map(([k, v]) => k.slice(5) + ':' + v)
      .join(' '),
  );
}, 60000);
