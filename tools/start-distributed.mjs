// `npm run start:distributed`: every service in a process of its own, on a real Kafka.
import { ensureDeps } from './deps.mjs';

const usage = `npm run start:distributed [-- --empty] [-- --copies <n>]

Starts PostgreSQL, Kafka, each service in processes of its own, and a gateway in front of them that
serves the portal. Stops everything with Ctrl-C.

  --empty       without the demonstration data that a new data folder is otherwise given
  --copies <n>  how many processes of each service (1 to 5; 1)
  --help        this text

  PORT=8080              the port the gateway listens on, at 127.0.0.1
  DATA_DIR=.data/distributed   the folder of PostgreSQL, Kafka and the keys
  DATABASE_URL           a PostgreSQL server to use instead of the bundled one
  KAFKA_BROKERS          Kafka brokers to use instead of one of our own (which needs Java and Maven)
  EXCHANGE=local         events travel through the database instead; needs no Kafka
  EVENT_LOG=eventstoredb EVENTSTORE_URL=...   the log in an EventStoreDB
`;

const args = process.argv.slice(2);
const copiesAt = args.indexOf('--copies');
const copies = copiesAt < 0 ? 1 : Number(args[copiesAt + 1]);
const known = args.filter((_, index) => copiesAt < 0 || ![copiesAt, copiesAt + 1].includes(index));
const unknown = known.find((arg) => !['--empty', '--help', '-h'].includes(arg));

if (args.includes('--help') || args.includes('-h')) {
  console.log(usage);
} else if (unknown || !Number.isInteger(copies) || copies < 1 || copies > 5) {
  console.error(`${unknown ? `Unknown option: ${unknown}` : '--copies is 1 to 5'}\n\n${usage}`);
  process.exitCode = 1;
} else {
  ensureDeps();
  const { runMain } = await import('./problem.mjs');
  const { startDistributed } = await import('./distributed/start.mjs');
  await runMain(() => startDistributed({ empty: args.includes('--empty'), copies }));
  process.exit();
}
