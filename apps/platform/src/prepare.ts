/** What an installation begins with, whichever way it is run. */
import { readConfig } from '@taizhang/platform/config';
import { demoOf, openParts, type Opened } from '@taizhang/platform/service';
import { prepareLedger } from './first-start';

type Say = (line: string) => void;

/** For services that run by themselves; may be repeated. */
export async function prepareInstallation(
  place: Readonly<{ databaseUrl: string; dataDir: string; demo: boolean; say: Say }>,
): Promise<void> {
  const { databaseUrl, dataDir, demo, say } = place;
  const opened = await openParts({ config: readConfig(process.env), databaseUrl, dataDir });
  try {
    await prepareParts(opened, demo, say);
  } finally {
    await opened.close();
  }
}

export async function prepareParts(opened: Opened, wantsDemo: boolean, say: Say): Promise<void> {
  const { pool, ledger, log, exchange, accounts, clock } = opened;
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
