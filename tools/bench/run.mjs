// Runs the benchmarks asked for and tells what came out, to people or to programs.
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.mjs';
import { root } from '../deps.mjs';
import { missingForKafka, startKafka } from '../kafka.mjs';
import { startPostgres } from '../postgres.mjs';
import { instanceOf } from '../postgres/instance.mjs';
import { Shutdown } from '../start/shutdown.mjs';
import { benchPlatformMemory, benchRebuildMemory } from './memory.bench.mjs';
import { benchStart } from './start.bench.mjs';
import { tableOf } from './table.mjs';

const resultsFile = join(root, 'tools/bench/results.ndjson');

/** @param {ReturnType<typeof import('./options.mjs').benchOptions>} options */
export async function bench({ only, events, json }) {
  const say = (line) => console.error(`  ${line}`);
  const shutdown = new Shutdown(say);
  const results = new Results();
  try {
    const onDatabase = only.filter((id) => id !== 'P8');
    const place = { events, say, shutdown, results };
    await shutdown.unlessAsked(async () => {
      if (onDatabase.length) await runOnDatabase(onDatabase, place);
      if (only.includes('P7')) results.add(await benchPlatformMemory({ say, shutdown }));
      if (only.includes('P8')) results.add(await benchStart({ say, shutdown }));
    });
  } catch (error) {
    if (!shutdown.wasAsked) throw error;
    process.exitCode = 130;
  } finally {
    const { metrics, surroundings } = results;
    if (json) console.log(JSON.stringify(metrics, null, 2));
    else if (metrics.length > 0) console.log(tableOf(metrics, surroundings));
    await shutdown.undoAll();
  }
  process.exit();
}

/** A PostgreSQL of its own, set up as the platform sets up its own, and gone afterwards. */
async function runOnDatabase(ids, { events, say, shutdown, results }) {
  // Not by the process whose memory is measured: building takes more than a rebuild.
  await build({ apps: ids.includes('P7') ? ['bench', 'cli'] : ['bench'], say });
  const dataDir = mkdtempSync(join(tmpdir(), 'taizhang-bench-'));
  chmodSync(dataDir, 0o755); // root's PostgreSQL runs as another user, who must get in
  shutdown.later(() => rmSync(dataDir, { recursive: true, force: true }));
  const { folder } = instanceOf(dataDir);
  shutdown.later(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir, say });
  shutdown.later(() => postgres.stop());
  process.env.NODE_ENV ??= 'production';
  process.setSourceMapsEnabled(true);
  const { fillLedger, masterKey, runBenchmarks, surroundings } = await import(
    pathToFileURL(join(root, 'dist/apps/bench/main.mjs')).href
  );
  const clientsFile = join(root, 'tools/bench/clients.mjs');
  const kafkaBrokers = ids.includes('P5') ? await brokers({ say, shutdown }) : undefined;
  const workshop = { databaseUrl: postgres.url, events, clientsFile, kafkaBrokers, say };
  const inProcess = ids.filter((id) => id !== 'P7');
  await runBenchmarks(inProcess, workshop, (...measured) => results.add(...measured));
  if (ids.includes('P7')) {
    say('P7.rebuild …');
    await fillLedger(workshop);
    const place = { ...workshop, masterKey: masterKey.toString('base64'), shutdown };
    results.add(await benchRebuildMemory(place), await surroundings(workshop));
  }
}

/** Those of KAFKA_BROKERS, or of one that is started for it where that can be done. */
async function brokers({ say, shutdown }) {
  if (process.env.KAFKA_BROKERS) return process.env.KAFKA_BROKERS;
  const missing = missingForKafka();
  if (missing) {
    say(`P5 across Kafka is left out: ${missing}`);
    return undefined;
  }
  const kafka = await startKafka({ say });
  shutdown.later(() => kafka.stop());
  return kafka.brokers;
}

/** What was measured so far. Each line is kept at once: a long run that is stopped loses little. */
class Results {
  metrics = [];
  surroundings = {};

  /** @param surroundings  those of the metrics before unless told */
  add(metrics, surroundings = this.surroundings) {
    this.metrics.push(...metrics);
    this.surroundings = surroundings;
    const at = new Date().toISOString();
    const lines = metrics.map((one) => `${JSON.stringify({ at, ...one, ...surroundings })}\n`);
    appendFileSync(resultsFile, lines.join(''));
  }
}
