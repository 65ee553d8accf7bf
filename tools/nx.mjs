// `node tools/nx.mjs <anything nx understands>`
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDeps, root } from './deps.mjs';
import { quietNx } from './project-graph.mjs';

ensureDeps();
const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
const run = spawnSync(process.execPath, [nx, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...quietNx },
});
process.exitCode = run.status ?? 1;
