/** Whether this installation is a demonstration, and whom it lets in. */
import { roleTitles, type Role } from '@taizhang/contracts/organisation';
import type { Demo } from '@taizhang/platform/auth';
import type { Pool } from 'pg';
import { readSetting } from './settings';

export type DemoAccount = Readonly<{
  username: string;
  name: string;
  roles: readonly Role[];
  unitName: string;
}>;

export type Demonstration =
  | Readonly<{ state: 'filling'; until: string }>
  | Readonly<{ state: 'filled'; accounts: readonly DemoAccount[] }>;

// Printed, shown on the sign-in page, and good for nothing but invented data on loopback.
export const demoPassword = 'taizhang-demo';

/** Whom the demonstration lets in; null for a ledger of one's own. */
export async function demoOf(pool: Pool): Promise<Demo | null> {
  const demonstration = await readSetting<Demonstration>(pool, 'demonstration');
  if (demonstration?.state !== 'filled') return null;
  const people = demonstration.accounts.map(({ username, name, roles, unitName }) => ({
    username,
    name,
    roleTitle: roleTitles[roles[0]!],
    unitName,
  }));
  return { people, password: demoPassword };
}
