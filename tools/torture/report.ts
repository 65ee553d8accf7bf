/** What was done and what came of it, for people, for programs and for the documentation. */
import type { Checked } from './checks';
import { groupedBy } from './effects';
import type { Evidence } from './evidence';
import { killKinds, kindsOf, ways, type Kill, type Way } from './plan';

/** One kill as it really was. */
export type Struck = Kill &
  Readonly<{
    /** Of processes that were struck; 0 when none was left to strike. */
    processes: number;
    /** Commands that waited for an answer at that moment. */
    underWay: number;
    /** From the blow until the platform was ready again; null when it was struck again before. */
    readyMs: number | null;
  }>;

export type Run = Readonly<{
  way: Way;
  /** Which of its kind, where there are several. */
  on: string | undefined;
  seed: number;
  clients: number;
  seconds: number;
  struck: readonly Struck[];
  evidence: Evidence;
  checked: readonly Checked[];
}>;

export type Report = ReturnType<typeof reportOf>;

export function reportOf({ way, on, seed, clients, seconds, struck, evidence, checked }: Run) {
  const { commands, events, acts } = evidence;
  const outcomes = (outcome: string) => commands.filter((told) => told.outcome === outcome).length;
  const ready = struck.flatMap(({ readyMs }) => readyMs ?? []).sort((a, b) => a - b);
  return {
    ...{ way, seed, clients, seconds: Math.round(seconds) },
    surroundings: ways[way] + (on ? ` (${on})` : ''),
    kills: struck.length,
    byKind: kindsOf(way).map((kind) => {
      const those = struck.filter((one) => one.kind === kind);
      return {
        kind,
        ...{ kills: those.length, processes: sum(those.map(({ processes }) => processes)) },
        whileStarting: those.filter(({ phase }) => phase === 'start').length,
        underWay: sum(those.map(({ underWay }) => underWay)),
      };
    }),
    readyMs: { median: ready[Math.floor(ready.length / 2)] ?? 0, slowest: ready.at(-1) ?? 0 },
    commands: {
      sent: commands.length,
      acknowledged: outcomes('acknowledged'),
      refused: outcomes('refused'),
      unknown: outcomes('unknown'),
      repeated: commands.filter(({ attempts }) => attempts > 1).length,
      attempts: sum(commands.map(({ attempts }) => attempts)),
    },
    acts: [...groupedBy(acts, ({ act }) => act)].map(([act, those]) => ({
      act,
      times: those.length,
    })),
    events: events.length,
    checks: checked.map(({ name, count, findings, leftOut }) => ({
      ...{ name, count, wrong: findings.length, findings: findings.slice(0, 20) },
      ...(leftOut && { leftOut }),
    })),
    passed: checked.filter(({ findings, leftOut }) => findings.length === 0 && !leftOut).length,
    failed: checked.filter(({ findings }) => findings.length > 0).length,
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
const number = (value: number) => value.toLocaleString('en-US');
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

const told = ({ commands, acts, events, readyMs, seconds: all }: Report): string[] => [
  `${number(commands.sent)} commands sent ${number(commands.attempts)} times: ` +
    `${number(commands.acknowledged)} acknowledged, ${number(commands.refused)} refused, ` +
    `${number(commands.unknown)} given up without an answer`,
  `meanwhile, of operators: ${acts.map(({ act, times }) => `${times} ${act}`).join(', ')}`,
  `${number(events)} events in ${number(all)} s; ready again after ${seconds(readyMs.median)} ` +
    `(median), ${seconds(readyMs.slowest)} at most`,
];

/** For people, on a terminal. */
export function textOf(report: Report): string {
  const { surroundings, seed, clients, kills } = report;
  return [
    `Torture, ${surroundings}: seed ${seed}, ${kills} kills, ${clients} clients`,
    ...report.byKind.map(
      ({ kind, kills: times, whileStarting, underWay }) =>
        `  ${String(times).padStart(4)}  ${killKinds[kind]}` +
        ` (${whileStarting} while starting, ${underWay} commands under way)`,
    ),
    ...told(report).map((line) => `  ${line}`),
    ...report.checks.flatMap(({ name, count, wrong, findings, leftOut }) => [
      leftOut
        ? `  left out  ${name}: ${leftOut}`
        : `  ${wrong ? 'FAILED' : 'ok    '}  ${name} (${number(count)}${wrong ? `, ${wrong} wrong` : ''})`,
      ...findings.map(({ id, what }) => `            ${id}: ${what}`),
    ]),
    '',
  ].join('\n');
}

/** For docs/reference/torture.md. */
export function markdownOf(report: Report): string {
  const { surroundings, seed, clients, kills } = report;
  const columns = '| what was done | kills | while starting | processes | commands under way |';
  return [
    `Seed ${seed}, ${kills} kills, ${clients} clients, ${surroundings}.`,
    '',
    ...told(report).map((line) => `- ${line}`),
    '',
    columns,
    '| --- | ---: | ---: | ---: | ---: |',
    ...report.byKind.map(
      ({ kind, kills: times, whileStarting, processes, underWay }) =>
        `| ${killKinds[kind]} | ${times} | ${whileStarting} | ${processes} | ${underWay} |`,
    ),
    '',
    '| check | looked at | wrong |',
    '| --- | ---: | ---: |',
    ...report.checks.map(({ name, count, wrong, leftOut }) =>
      leftOut ? `| ${name} | left out | – |` : `| ${name} | ${number(count)} | ${wrong} |`,
    ),
    '',
  ].join('\n');
}
