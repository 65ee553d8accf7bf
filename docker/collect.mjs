// Collects what an image needs to run: bundles, and of the installed packages those that bundles
// import, with everything that these depend on. `node docker/collect.mjs <folder>`
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const servers = ['intake', 'complaints', 'billing-inquiries', 'assessment', 'views'];
export const programs = [...servers, 'gateway', 'cli'];

/** As npm installed them, by folder: `node_modules/fastify`. */
const installed = JSON.parse(
  readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8'),
).packages;

const specifier = /\b(?:from|import|require)\s*\(?\s*["']([^"'./\s][^"'\s]*)["']/g;

/** `@nestjs/core/router` belongs to `@nestjs/core`. */
const packageOf = (name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

function importsOf(app) {
  const folder = join(root, 'dist/apps', app);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(specifier)])
    .map(([, name]) => name)
    .filter((name) => !isBuiltin(name))
    .map(packageOf);
}

/** As Node looks for it: beside the one who asks, then further up. */
function find(name, from) {
  const inside = `${from && `${from}/`}node_modules/${name}`;
  if (installed[inside]) return inside;
  if (!from) return undefined;
  return find(name, from.slice(0, Math.max(0, from.lastIndexOf('node_modules') - 1)));
}

function needsOf({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) {
  const peers = Object.keys(peerDependencies ?? {});
  return [
    ...Object.keys({ ...dependencies, ...optionalDependencies }),
    ...peers.filter((name) => !peerDependenciesMeta?.[name]?.optional),
  ];
}

/** Folders of all packages that `names` need to run. */
export function packagesFor(names) {
  const found = new Set();
  const due = names.map((name) => find(name, ''));
  while (due.length > 0) {
    const folder = due.pop();
    // Not there: optional, of another platform, or a word in a text that looks like an import.
    if (!folder || found.has(folder)) continue;
    found.add(folder);
    due.push(...needsOf(installed[folder]).map((name) => find(name, folder)));
  }
  return [...found].sort();
}

function collect(target) {
  const packages = packagesFor(programs.flatMap(importsOf));
  const bundles = [...programs, 'portal'].map((app) => `dist/apps/${app}`);
  const files = ['package.json', 'docker/taizhang.mjs', 'docker/healthcheck.mjs'];
  for (const path of [...files, ...bundles, ...packages]) {
    const from = join(root, path);
    // A package within another one is listed by itself, and left out when nobody needs it.
    const filter = (file) => !file.startsWith(join(from, 'node_modules'));
    if (existsSync(from)) cpSync(from, join(target, path), { recursive: true, filter });
  }
  console.log(`${packages.length} packages collected in ${target}`);
}

if (process.argv[1] === import.meta.filename) collect(process.argv[2]);
