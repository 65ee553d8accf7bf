// One Kafka node (KRaft, broker and controller in one) on the loopback address.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problem.mjs';
import { isAlive, sendSignal, until } from '../process.mjs';

const log4j = join(dirname(fileURLToPath(import.meta.url)), 'log4j.properties');
// Small and quick to start: it serves a few messages and lives for minutes.
const java = ['-Xmx384m', '-Xms64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const startTimeoutMs = 90_000;

/** Keeps the broker until its own input ends, which it does when the parent is gone, however. */
const keeper = '"$@" & echo $!; cat >/dev/null; kill -9 $! 2>/dev/null; wait';

/**
 * @param {{ folder: string, port: number, controllerPort: number }} options
 */
const settings = ({ folder, port, controllerPort }) => ({
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
  listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
  'controller.listener.names': 'CONTROLLER',
  'inter.broker.listener.name': 'PLAINTEXT',
  'log.dirs': join(folder, 'data'),
  'auto.create.topics.enable': false,
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 4,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  // A killed broker may come back at once: its old registration must not be in its way for long.
  'broker.session.timeout.ms': 2000,
  'broker.heartbeat.interval.ms': 300,
  'log.cleaner.threads': 1,
  'log.cleaner.dedupe.buffer.size': 8_388_608,
});

export class Broker {
  pid = 0;

  /**
   * @param {{ jars: string, folder: string, port: number, controllerPort: number }} options
   */
  constructor({ jars, folder, port, controllerPort }) {
    Object.assign(this, { jars, port });
    mkdirSync(folder, { recursive: true });
    this.properties = join(folder, 'server.properties');
    this.logFile = join(folder, 'broker.log');
    const lines = Object.entries(settings({ folder, port, controllerPort }));
    writeFileSync(this.properties, lines.map((line) => `${line.join('=')}\n`).join(''));
    this.isNew = !existsSync(join(folder, 'data/meta.properties'));
  }

  /** Prepares an empty folder. */
  format() {
    // A leading hyphen would be taken for an option.
    const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    const args = ['kafka.tools.StorageTool', 'format', '-t', id, '-c', this.properties];
    const { status, stdout, stderr } = spawnSync('java', this.#java(args), { encoding: 'utf8' });
    if (status !== 0) throw new Problem(`Kafka could not prepare its folder:\n${stdout}${stderr}`);
  }

  /** Starts the broker, the first time or after kill(). */
  async start() {
    this.keeper?.stdin.end();
    const log = openSync(this.logFile, 'a');
    const command = ['java', ...this.#java(['kafka.Kafka', this.properties])];
    // The keeper's output is the process id, the broker's goes to its log.
    const script = keeper.replace('"$@"', '"$@" >&2 </dev/null');
    const child = spawn('/bin/sh', ['-c', script, 'kafka', ...command], {
      stdio: ['pipe', 'pipe', log],
    });
    this.pid = Number(await new Promise((tell) => child.stdout.once('data', tell)));
    this.keeper = child;
    child.stdin.on('error', () => undefined);
    // Our own end does not wait for the broker's; it ends with us.
    for (const handle of [child, child.stdin, child.stdout]) handle.unref();
    const up = () => !isAlive(this.pid) || answers(this.port);
    await until(up, { timeoutMs: startTimeoutMs, everyMs: 50 });
    if (await answers(this.port)) return;
    await this.kill();
    const words = readFileSync(this.logFile, 'utf8').split('\n').slice(-20).join('\n');
    throw new Problem(`Kafka did not start:\n${words}`);
  }

  /** As a power failure would; there is no broker any more when it resolves. */
  async kill() {
    sendSignal(this.pid, 'SIGKILL');
    this.keeper.stdin.end();
    await until(() => !isAlive(this.pid), { timeoutMs: 10_000 });
  }

  #java(args) {
    const options = [...java, `-Dlog4j.configuration=file:${log4j}`];
    return [...options, '-cp', join(this.jars, '*'), ...args];
  }
}

/** @param {number} port */
function answers(port) {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => answer(true) ?? socket.destroy());
    socket.once('error', () => answer(false));
  });
}
