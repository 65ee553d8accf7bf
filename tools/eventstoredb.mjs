// `npm run test:eventstoredb`: a real server in Docker, the suites that every log must pass on it,
// and nothing left behind. For those who have Docker; everybody else runs them on the double.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { ensureDeps, root } from './deps.mjs';
import { optionsOf } from './options.mjs';
import { freePort } from './port.mjs';
import { Problem, runMain } from './problem.mjs';
import { sleep } from './process.mjs';

const run = promisify(execFile);

const images = {
  eventstoredb: 'eventstore/eventstore:23.10.1-jammy',
  kurrentdb: 'docker.kurrent.io/kurrent-latest/kurrentdb:latest',
  'kurrentdb-25': 'docker.kurrent.io/kurrent-latest/kurrentdb:25.1',
  'kurrentdb-26': 'docker.kurrent.io/kurrent-latest/kurrentdb:26.1',
};
const suites = [
  'libs/event-log/eventstoredb/src/eventstoredb-event-log',
  'libs/event-log/eventstoredb/src/hidden',
  'libs/event-log/eventstoredb/src/killed',
  'apps/platform/src/eventstoredb',
];
const usage = `npm run test:eventstoredb [-- eventstoredb | kurrentdb | kurrentdb-25 | kurrentdb-26 | <image>]

Starts a server of that kind in Docker (eventstoredb unless told) on the loopback address alone,
runs the suites against it, kills it under load and starts it again, and removes it.`;

/** A fetch of a large image is part of the first start. */
const patienceMs = 10 * 60_000;

async function main([kind = 'eventstoredb']) {
  await run('docker', ['version']).catch(() => {
    throw new Problem(
      'Docker is not here or does not answer. Start it, or run the same suites on a server of ' +
        'your own: EVENTSTORE_URL=esdb://… npx jest libs/event-log/eventstoredb',
    );
  });
  const image = images[kind] ?? kind;
  // The same port again after a kill, and files that outlive one.
  const place = `127.0.0.1:${await freePort()}`;
  const start = ['run', '--detach', '--publish', `${place}:2113`, image, '--insecure'];
  console.log(`starting ${image} ...`);
  const container = await run('docker', start, { timeout: patienceMs }).then(
    ({ stdout }) => stdout.trim(),
    ({ message, stderr = '' }) => {
      throw new Problem(`Docker does not start it: ${stderr.trim().slice(-1_000) || message}`);
    },
  );
  const removal = ['rm', '--force', '--volumes', container];
  const remove = () => run('docker', removal).catch(() => undefined);
  process.once('SIGINT', () => remove().then(() => process.exit(130)));
  try {
    await untilLive(`http://${place}/health/live`, container);
    process.exitCode = await jest({
      EVENTSTORE_URL: `esdb://${place}?tls=false`,
      EVENTSTORE_RESTART: `docker kill ${container} && docker start ${container}`,
    });
  } finally {
    await remove();
  }
}

/** An image of another processor is emulated, which takes minutes. */
async function untilLive(url, container) {
  for (let attempt = 1; attempt <= 360; attempt++) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) return;
    const state = await run('docker', ['inspect', '--format', '{{.State.Running}}', container]);
    if (state.stdout.trim() !== 'true') break;
    await sleep(500);
  }
  // It is removed in a moment, and its words with it.
  const { stdout, stderr } = await run('docker', ['logs', '--tail', '40', container]);
  throw new Problem(`${stdout}${stderr}\nThe server does not say that it lives (${url}).`);
}

/** @returns {Promise<number>} its exit code */
function jest(variables) {
  const args = ['--selectProjects', 'int', '--runInBand', '--testPathPatterns', suites.join('|')];
  const child = spawn('npx', ['jest', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

const asked = optionsOf(usage, { isWord: () => true });
if (asked) {
  ensureDeps();
  await runMain(() => main(asked.words));
}
