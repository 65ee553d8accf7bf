// A real Apache Kafka for tests, without a container: `node tools/kafka.mjs` runs one until Ctrl-C,
// on PORT and with what FOLDER holds, where they are set.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Broker } from './kafka/broker.mjs';
import { kafkaJars, missingForKafka } from './kafka/jars.mjs';
import { freePort } from './port.mjs';
import { isAlive, sleep } from './process.mjs';

export { missingForKafka };

/**
 * Starts a broker on the loopback address; it ends with this process at the latest.
 * @param {{ folder?: string, port?: number, keep?: boolean, say?: (line: string) => void }}
 *   [options]
 *   folder: empty, absent, or of an earlier start, whose messages it then has; port: any free one;
 *   keep: it is started again whenever it ends without having been told to
 */
export async function startKafka({ folder, port, keep = false, say = () => undefined } = {}) {
  const jars = kafkaJars(say);
  const place = folder ?? mkdtempSync(join(tmpdir(), 'taizhang-kafka-'));
  const ports = { port: port || (await freePort()), controllerPort: await freePort() };
  const broker = new Broker({ jars, folder: place, ...ports });
  if (broker.isNew) broker.format();
  await broker.start();
  const letGo = keep ? keepRunning(broker, say) : async () => undefined;
  return {
    brokers: `127.0.0.1:${ports.port}`,
    stop: async () => {
      await letGo();
      await broker.kill();
      if (!folder) rmSync(place, { recursive: true, force: true });
    },
  };
}

/** @returns {() => Promise<void>} ends it; the broker goes on */
function keepRunning(broker, say) {
  let isOver = false;
  const restart = async () => {
    say(`Kafka (pid ${broker.pid}) ended unexpectedly: restarting it`);
    await broker.start().then(
      () => say(`Kafka runs again (pid ${broker.pid})`),
      (error) => say(`Kafka could not be restarted: ${error.message}`),
    );
  };
  const watching = (async () => {
    while (!isOver) {
      await sleep(250);
      if (!isOver && !isAlive(broker.pid)) await restart();
    }
  })();
  return () => {
    isOver = true;
    return watching;
  };
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const { PORT = '0', FOLDER: folder } = process.env;
  const kafka = await startKafka({
    port: Number(PORT),
    say: console.log,
    ...(folder && { folder }),
  });
  console.log(`KAFKA_BROKERS=${kafka.brokers}`);
  const stop = () => kafka.stop().then(() => process.exit());
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  setInterval(() => undefined, 60_000);
}
