// For tools/torture/steps.int.spec.ts: makes the program, or is one life of a process manager, which
// is killed at a step or comes to its end.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.mjs';
import { root } from '../deps.mjs';

const [life] = process.argv.slice(2);
if (life) {
  const file = join(root, 'dist/apps/torture/main.mjs');
  const { live } = await import(pathToFileURL(file).href);
  console.log(await live(JSON.parse(life)));
  process.exit();
}
await build({ apps: ['torture'], say: () => {} });
