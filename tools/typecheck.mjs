// `npm run typecheck`: two TypeScript programs, the servers' and the portal's, side by side.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deps.mjs';
import { optionsOf } from './options.mjs';

const programs = ['tools/tsconfig.json', 'apps/portal/tsconfig.json'];

/** @returns {Promise<boolean>} whether everything has its type */
export async function typecheck() {
  // Until the portal has a source file, its program has no input, which tsc takes for a mistake.
  const wanted = programs.filter((file) => file === programs[0] || existsSync(portalSources));
  const verdicts = await Promise.all(wanted.map(compile));
  return verdicts.every(Boolean);
}

const portalSources = join(root, 'apps/portal/src');

function compile(project) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = [tsc, '-p', project, '--pretty', String(Boolean(process.stdout.isTTY))];
  const run = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return new Promise((tell) => run.once('close', (code) => tell(code === 0)));
}

const usage = `npm run typecheck

The types of the servers and of the portal. It has no options.
`;

if (process.argv[1] === import.meta.filename && optionsOf(usage)) {
  process.exitCode = (await typecheck()) ? 0 : 1;
}
