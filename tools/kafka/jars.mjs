// Apache Kafka itself, as Maven Central publishes it. No container and no root is needed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problem.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const pom = join(folder, 'pom.xml');
const cache = join(folder, '../../.cache');

/** Why no broker can be started on this machine; undefined when one can. */
export function missingForKafka() {
  const lacks = ['java', 'mvn'].filter((program) => !runs(program));
  if (lacks.length === 0) return undefined;
  return `no ${lacks.join(' and no ')} (Java 17 and Maven) and no KAFKA_BROKERS`;
}

const runs = (program) => spawnSync(program, ['-version'], { stdio: 'ignore' }).status === 0;

/** The folder with the jars; fetched the first time. @param {(line: string) => void} say */
export function kafkaJars(say) {
  const version = /<kafka.version>(.+?)</.exec(readFileSync(pom, 'utf8'))[1];
  const jars = join(cache, `kafka-${version}`);
  if (holdsJars(jars)) return jars;
  say(`fetching Apache Kafka ${version} …`);
  // Renamed when complete: a broken download is never taken for the whole, nor a neighbour's half.
  const partial = join(cache, `kafka-${version}.${process.pid}`);
  mkdirSync(partial, { recursive: true });
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime'];
  const args = ['-B', '-q', '-f', pom, ...goal, `-DoutputDirectory=${partial}`];
  const { status, stdout } = spawnSync('mvn', args, { encoding: 'utf8' });
  if (status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    throw new Problem(
      `Apache Kafka could not be fetched by Maven:\n${stdout}\n` +
        'Check the network, or set KAFKA_BROKERS to use a broker of your own.',
    );
  }
  if (holdsJars(jars)) rmSync(partial, { recursive: true, force: true });
  else renameSync(partial, jars);
  return jars;
}

function holdsJars(jars) {
  try {
    return readdirSync(jars).some((name) => name.startsWith('kafka_'));
  } catch {
    return false; // not fetched yet
  }
}
