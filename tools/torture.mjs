// `npm run torture`: real processes, real commands, real kills; then everything that must hold is
// looked at. docs/how-to/torture.md says how to read what it prints.
import { ensureDeps } from './deps.mjs';

const usage = `npm run torture [-- --kills 10] [-- --seed 1] [-- --clients 12] [-- --report <file>]

Starts the platform and its PostgreSQL on a data folder of their own, lets clients send commands,
and kills or freezes one or the other at moments drawn by lot. Then checks that no acknowledged
command is lost, nothing happened twice, and everything that was derived equals a rebuild.

  --kills <n>      how many kills; 10 unless told
  --seed <n>       which ones, and which commands; today's date unless told
  --clients <n>    how many clients at a time (1 to 50; 12)
  --distributed    two processes of each service, with a Kafka of their own (needs Java and Maven)
  --eventstoredb   with the log on EventStoreDB: its double, or that of EVENTSTORE_URL, an empty one,
                   which EVENTSTORE_RESTART kills and starts again
  --report <file>  also write the report there: as Markdown for .md, else as JSON
  --keep           leave the data folder where it is
  --json           the report for programs on standard output
  --help           this text

Ends with 0 when everything holds, 1 when something does not, 2 when it was asked wrongly.
`;

ensureDeps();
const { runMain } = await import('./problem.mjs');
const { tortureOptions } = await import('./torture/options.mjs');
const { torture } = await import('./torture/run.mjs');
await runMain(async () => {
  const options = tortureOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else if (options.wrong) {
    console.error(`${options.wrong}\n\n${usage}`);
    process.exitCode = 2;
  } else process.exitCode = await torture(options);
});
process.exit(); // whatever a stopped run still waits for
