// `npm run bench`: measures against what the same machine can do in the same run. Every figure is
// added to tools/bench/results.ndjson; docs/reference/benchmarks.md says what each one means.
import { ensureDeps } from './deps.mjs';

const usage = `npm run bench [-- --only P1,P2] [-- --events 1000000] [-- --json]

  --only     which benchmarks, by id; all of them unless told
               P1  rebuild of all read models
               P2  append, 64 commands at a time
               P3  append, one event at a time
               P4  commands over HTTP
               P5  from acknowledged to visible
               P6  the pages that people look at
               P7  memory: of everything that runs, and of a rebuild
               P8  start: from a fresh clone, and warm
               P9  growth: cost per event and per case against a small log
  --events   size of the log of P1, P6, P7 and P9; 1000000 unless told
  --json     the metrics as a JSON array on standard output, everything else on standard error
  --help     this text
`;

ensureDeps();
const { runMain } = await import('./problem.mjs');
const { benchOptions } = await import('./bench/options.mjs');
const { bench } = await import('./bench/run.mjs');
await runMain(async () => {
  const options = benchOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await bench(options);
});
