// `npm start`: everything in one process, from a fresh clone to a running platform. This file only
// makes sure that the rest can be loaded.
import { ensureDeps } from './deps.mjs';
import { optionsOf } from './options.mjs';

const usage = `npm start [-- --empty]

Starts the platform with the database and the portal, and stops it with Ctrl-C.

  --empty   without the demonstration data that a new data folder is otherwise given
  --help    this text

  PORT=8080          the port the platform listens on, at 127.0.0.1
  DATA_DIR=.data     the folder that holds the database and everything else worth keeping
  DATABASE_URL       a PostgreSQL server (17 or newer) to use instead of the bundled one
`;

const options = optionsOf(usage, { flags: ['--empty'] });
if (options) {
  ensureDeps();
  const { runMain } = await import('./problem.mjs');
  const { start } = await import('./start/start.mjs');
  await runMain(() => start({ empty: options.flags.includes('--empty') }));
  process.exit(); // whatever a half-started platform still waits for
}
