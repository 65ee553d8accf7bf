// Brings up everything that a distributed Taizhang consists of, in processes of their own.
import { join } from 'node:path';
import { build } from '../build.mjs';
import { usableDataDir } from '../data-dir.mjs';
import { openDatabase } from '../database.mjs';
import { root } from '../deps.mjs';
import { startKafka } from '../kafka.mjs';
import { isCommand, lockInTurn } from '../lock.mjs';
import { freePort, isFree } from '../port.mjs';
import { Problem } from '../problem.mjs';
import { until } from '../process.mjs';
import { announce } from '../runtime.mjs';
import { Shutdown } from '../start/shutdown.mjs';
import { Kept } from './kept.mjs';
import { prepare } from './prepare.mjs';

/** In the order in which they answer what several declare; see apps/gateway. */
export const services = ['intake', 'complaints', 'billing-inquiries', 'assessment', 'views'];

const readyMsMax = 180_000;

/** @param {{ empty: boolean, copies: number }} options */
export async function startDistributed({ empty, copies }) {
  const startedAt = performance.now();
  process.env.DATA_DIR ||= join(root, '.data/distributed');
  const say = (line) => console.log(`  ${line}`);
  const shutdown = new Shutdown(say);
  try {
    const url = await bringUp({ empty, copies, say, shutdown });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      `\nTaizhang runs distributed at ${url} (started in ${seconds} s). Ctrl-C stops it.`,
    );
    await shutdown.asked;
  } catch (error) {
    if (!shutdown.wasAsked) throw error;
  } finally {
    await shutdown.undoAll();
  }
}

async function bringUp({ empty, copies, say, shutdown }) {
  const port = Number(process.env.PORT || 8080);
  const dataDir = usableDataDir();
  const business = { command: 'npm run start:distributed' };
  const lock = await lockInTurn(dataDir, business, { waitsFor: isCommand, say, shutdown });
  if (lock.heldBy) throw new Problem(`${dataDir} is in use by pid ${lock.heldBy.pid}.`);
  shutdown.later(() => lock.release());
  if (port !== 0 && !(await isFree(port))) {
    throw new Problem(`Port ${port} is used by another program. Choose another one with PORT.`);
  }
  const apps = [...services, 'gateway', 'cli', 'portal'];
  await shutdown.unlessAsked(() => build({ apps, say }));
  // Each process holds connections of its own.
  const database = await openDatabase({ dataDir, say, settings: { max_connections: '300' } });
  shutdown.later(() => database.stop());
  const env = { ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir };
  env.EXCHANGE ||= 'kafka';
  if (env.EXCHANGE === 'kafka' && !env.KAFKA_BROKERS) {
    const kafka = await startKafka({ folder: join(dataDir, 'kafka'), keep: true, say });
    shutdown.later(() => kafka.stop());
    env.KAFKA_BROKERS = kafka.brokers;
    say(`Kafka runs at ${kafka.brokers}`);
  }
  await shutdown.unlessAsked(() => prepare({ env, demo: !empty, say }));
  const upstreams = await startServices({ env, copies, say, shutdown });
  const url = await startGateway({ env, port, upstreams, say, shutdown });
  const ready = () =>
    fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  const isReady = until(ready, { timeoutMs: readyMsMax, everyMs: 200 });
  if (!(await shutdown.unlessAsked(() => isReady))) {
    throw new Problem(`Not every service became ready; ${url}/health/ready tells which.`);
  }
  shutdown.later(announce(dataDir, { url, databaseUrl: database.url }));
  return url;
}

/** @returns addresses by service, as the gateway reads them */
async function startServices({ env, copies, say, shutdown }) {
  const upstreams = {};
  for (const name of services) {
    upstreams[name] = [];
    for (let copy = 1; copy <= copies; copy++) {
      const port = String(await freePort());
      const title = copies > 1 ? `${name} ${copy}` : name;
      const own = { PORT: port, HOST: '127.0.0.1', TRUST_PROXY: '127.0.0.1' };
      const kept = new Kept({ title, app: name, env: { ...env, ...own }, say, shutdown });
      shutdown.later(() => kept.stop());
      upstreams[name].push(`http://127.0.0.1:${port}`);
    }
  }
  return Object.entries(upstreams)
    .map(([name, urls]) => `${name}=${urls.join(',')}`)
    .join(' ');
}

async function startGateway({ env, port, upstreams, say, shutdown }) {
  const own = {
    PORT: String(port || (await freePort())),
    HOST: '127.0.0.1',
    UPSTREAMS: upstreams,
    PORTAL_DIR: join(root, 'dist/apps/portal'),
  };
  const kept = new Kept({
    title: 'gateway',
    app: 'gateway',
    env: { ...env, ...own },
    say,
    shutdown,
  });
  shutdown.later(() => kept.stop());
  return `http://127.0.0.1:${own.PORT}`;
}
