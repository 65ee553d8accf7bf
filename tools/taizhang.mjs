#!/usr/bin/env -S node --max-old-space-size=224
// `taizhang <command>`, the operator's command line: finds or starts what a command needs and hands
// over to apps/cli. This file only makes sure that the rest can be loaded. The heap is bounded here
// and in package.json: left alone, it grows well beyond what a rebuild needs.
import { ensureDeps } from './deps.mjs';

if (process.argv[2] === 'start') {
  process.argv.splice(2, 1);
  await import('./start.mjs');
} else {
  ensureDeps();
  const { runMain } = await import('./problem.mjs');
  const { runCommand } = await import('./start/command.mjs');
  await runMain(() => runCommand(process.argv.slice(2)));
  process.exit(); // whatever a stopped command still waits for
}
