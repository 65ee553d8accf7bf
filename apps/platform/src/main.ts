/** Runs all of Taizhang in this process, on a database that is given. */
import type { Clock } from '@taizhang/kernel';
import { readConfig } from '@taizhang/platform/config';
import { demoOf, startServices, type Opened, type Running } from '@taizhang/platform/service';
import { prepareLedger } from './first-start';
import { services } from './services';

export type { Running } from '@taizhang/platform/service';

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

export async function startPlatform(options: StartOptions): Promise<Running> {
  const { demo: wantsDemo, onProgress: say = () => undefined, ...place } = options;
  return startServices({
    ...place,
    services,
    title: { zh: '台账', en: 'Taizhang' },
    config: readConfig(process.env),
    say,
    prepare: (opened) => prepare(opened, wantsDemo, say),
  });
}

type Say = (line: string) => void;

async function prepare({ pool, ledger, log, ...opened }: Opened, wantsDemo: boolean, say: Say) {
  const { exchange, accounts, clock } = opened;
  const first = { pool, openLog: ledger.log, accounts, wantsDemo, clock, say };
  const { filled } = await prepareLedger(first);
  // The demonstration did itself what processes would do, by the same code.
  if (filled) await exchange.beginAt(await log.head());
  const demo = await demoOf(pool);
  if (!demo) return;
  say(`demonstration data; everybody's password is ${demo.password}`);
  for (const { username, name, roleTitle, unitName } of demo.people) {
    say(`  ${username.padEnd(12)} ${name} · ${roleTitle.zh} ${roleTitle.en} · ${unitName}`);
  }
}
