// `npm run build`: bundles what runs, and only what changed since it was last built. A stamp beside
// each bundle names the files it was made of and their content.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { ensureDeps, root } from './deps.mjs';
import { optionsOf } from './options.mjs';
import { Problem, runMain } from './problem.mjs';

/** Where a bundle begins, and what makes it in a folder and tells which files went into it. */
const bundles = {
  platform: { entry: 'apps/platform/src/main.ts', make: bundleServer },
  cli: { entry: 'apps/cli/src/main.ts', make: bundleServer },
  gateway: { entry: 'apps/gateway/src/main.ts', make: bundleServer },
  intake: { entry: 'apps/intake/src/main.ts', make: bundleServer },
  complaints: { entry: 'apps/complaints/src/main.ts', make: bundleServer },
  'billing-inquiries': { entry: 'apps/billing-inquiries/src/main.ts', make: bundleServer },
  assessment: { entry: 'apps/assessment/src/main.ts', make: bundleServer },
  views: { entry: 'apps/views/src/main.ts', make: bundleServer },
  portal: { entry: 'apps/portal/index.html', make: bundlePortal },
  reference: { entry: 'tools/reference/main.ts', make: bundleServer },
  bench: { entry: 'tools/bench/main.ts', make: bundleServer },
  torture: { entry: 'tools/torture/main.ts', make: bundleServer },
};

/** Change one of these and everything is built anew. */
const configuration = ['package-lock.json', 'tsconfig.base.json', 'tools/build.mjs'];

/**
 * In a process of its own: the memory that bundling takes would stay with whoever goes on.
 * @param {{ apps?: (keyof typeof bundles)[], say?: (line: string) => void }} options
 * @returns {Promise<void>}
 */
export async function build({ apps = Object.keys(bundles), say = console.log } = {}) {
  const there = apps.filter((app) => existsSync(join(root, bundles[app].entry)));
  const due = there.filter((app) => !isFresh(app));
  if (due.length === 0) return;
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [import.meta.filename, ...due], { cwd: root, stdio });
  createInterface({ input: child.stdout }).on('line', say);
  const ended = new Promise((tell) => child.once('close', tell));
  const complaints = (await text(child.stderr)).trim();
  if ((await ended) !== 0) throw new Problem(complaints || 'Building was stopped.');
  if (complaints) console.error(complaints);
}

async function buildOne(app) {
  const startedAt = performance.now();
  const target = folderOf(app);
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    const files = await bundles[app].make(unfinished, bundles[app].entry);
    writeStamp(unfinished, [
      ...files,
      ...configuration,
      ...filesUnder(dirname(bundles[app].entry)),
    ]);
    replace(target, unfinished);
  } catch (error) {
    if (error.code && error.path) throw error; // a file of ours, not a mistake in the sources
    throw new Problem(`apps/${app} cannot be built:\n${firstLines(error.message)}`);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  console.log(`built ${app} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

function replace(target, made) {
  for (let attempt = 1; ; attempt++) {
    rmSync(target, { recursive: true, force: true });
    try {
      return renameSync(made, target);
    } catch (error) {
      // Another start has just put its own, equal one there.
      if (error.code !== 'ENOTEMPTY' || attempt === 5) throw error;
    }
  }
}

const firstLines = (text) => text.split('\n').slice(0, 40).join('\n');

const folderOf = (app) => join(root, 'dist/apps', app);

function isFresh(app) {
  try {
    const stamp = JSON.parse(readFileSync(join(folderOf(app), 'stamp.json'), 'utf8'));
    return Object.entries(stamp).every(([file, hash]) => hashOf(file) === hash);
  } catch {
    return false; // never built, or a source file is gone
  }
}

function writeStamp(folder, files) {
  const stamp = Object.fromEntries([...new Set(files)].map((file) => [file, hashOf(file)]));
  writeFileSync(join(folder, 'stamp.json'), JSON.stringify(stamp, null, 1));
}

const hashOf = (file) =>
  createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('base64url');

function filesUnder(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(spec\.tsx?|md)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
}

/** Collects the source files of a bundle into `files`, as paths relative to the repository. */
const remember = (files) => ({
  name: 'remember-sources',
  buildEnd() {
    for (const id of this.getModuleIds()) {
      const file = relative(root, id.split('?')[0]);
      const isOurs = !file.startsWith('..') && !file.split(sep).includes('node_modules');
      if (isOurs && existsSync(join(root, file))) files.push(file);
    }
  },
});

/** Our own code in one file per entry; packages stay where npm put them. */
async function bundleServer(outDir, entry) {
  const { rolldown } = await import('rolldown');
  const files = [];
  const bundle = await rolldown({
    input: { main: join(root, entry) },
    cwd: root,
    platform: 'node',
    tsconfig: join(root, 'tsconfig.base.json'),
    external: isPackage,
    plugins: [remember(files)],
    logLevel: 'warn',
  });
  await bundle.write({
    dir: outDir,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    sourcemap: true,
    keepNames: true, // class names appear in logs and in what Nest injects
  });
  await bundle.close();
  return files;
}

/** The compiler's own helpers are bundled: only the compiler depends on their package. */
const isPackage = (id) =>
  !/^[./]/.test(id) && !id.startsWith('@taizhang/') && !id.includes('@oxc-project');

/** As apps/portal/vite.config.ts says. */
async function bundlePortal(outDir) {
  // Vite goes by this one: whoever builds from a test or a shell of theirs would serve React's
  // development code, which runs effects twice and takes twice as much room.
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  const files = [];
  await vite.build({
    root: join(root, 'apps/portal'),
    logLevel: 'error',
    plugins: [remember(files)],
    build: { outDir, emptyOutDir: true },
  });
  return files;
}

if (process.argv[1] === import.meta.filename) {
  const usage = `npm run build [-- <bundles>]\n\n${Object.keys(bundles).join(' ')}\n`;
  const options = optionsOf(usage, { isWord: (word) => Object.hasOwn(bundles, word) });
  if (options) {
    const apps = options.words;
    ensureDeps();
    await runMain(() => (apps.length > 0 ? Promise.all(apps.map(buildOne)) : build()));
  }
}
