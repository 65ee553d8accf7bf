// P8: from a fresh clone to somebody signed in, and the start after that.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../deps.mjs';
import { until } from '../process.mjs';

const freshBar = 90;
const warmBar = 4;

/** @returns {Promise<import('./metric').Metric[]>} */
export async function benchStart({ say, shutdown }) {
  const clone = mkdtempSync(join(tmpdir(), 'taizhang-clone-'));
  shutdown.later(() => rmSync(clone, { recursive: true, force: true }));
  say('P8 …');
  copySources(clone);
  const { spawnPlatform, temporaryDataDir, whenUp } = await import(
    pathToFileURL(join(clone, 'tools/platform-process.mjs')).href
  );
  const dataDir = temporaryDataDir();
  shutdown.later(() => rmSync(dataDir, { recursive: true, force: true }));
  const run = async (isUp) => {
    const startedAt = performance.now();
    const platform = spawnPlatform(dataDir);
    const stop = async () => {
      platform.child.kill('SIGTERM');
      await platform.ended;
    };
    shutdown.later(stop);
    const { url } = await whenUp(platform, dataDir);
    if (!(await until(() => isUp(url), { timeoutMs: 120_000 }))) throw new Error('not ready');
    const seconds = (performance.now() - startedAt) / 1000;
    await stop();
    return { seconds, output: platform.output };
  };
  const fresh = await run(async (url) => (await isReady(url)) && signsIn(url));
  say(
    fresh.output
      .trim()
      .split('\n')
      .filter((line) => / in [\d.]+ s/.test(line))
      .join('\n'),
  );
  const warm = await run(isReady);
  return [
    metricOf('P8.fresh', fresh.seconds, freshBar, 'fresh clone, installed, filled, signed in'),
    metricOf('P8.warm', warm.seconds, warmBar, 'the next start, until it is ready'),
  ];
}

/** What a clone would hold once what lies here is committed. */
function copySources(clone) {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  for (const file of stdout.split('\0').filter((name) => name && existsSync(join(root, name)))) {
    cpSync(join(root, file), join(clone, file));
  }
}

async function isReady(url) {
  return (await fetch(`${url}/health/ready`)).status === 200;
}

/** The portal's page, then as whoever the demonstration lets in. */
async function signsIn(url) {
  const page = await fetch(url);
  if (page.status !== 200) return false;
  const { demo, demoPassword } = await (await fetch(`${url}/api/auth/methods`)).json();
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: demo[0].username, password: demoPassword }),
  });
  return answer.status === 200;
}

const metricOf = (id, seconds, bar, what) => ({
  id,
  what,
  ratio: null,
  value: Number(seconds.toPrecision(3)),
  unit: 's',
  bar: `<= ${bar} s`,
  met: seconds <= bar,
});
