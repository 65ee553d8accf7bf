import { posix } from 'node:path';

/**
 * Source files that nothing imports. Alive are the entries (index, main, specs, the files tools are
 * run by) and what can be reached from them.
 * @param {import('./files.mjs').SourceFile[]} files
 */
export function deadFileProblems(files) {
  const code = files.filter(({ path }) => /^(apps|libs|tools)\/.*\.(ts|tsx|mjs|cjs)$/.test(path));
  const byPath = new Map(code.map((file) => [file.path, file]));
  const alive = new Set();
  const due = code.filter((file) => isEntry(file, files));
  while (due.length > 0) {
    const file = due.pop();
    if (alive.has(file.path)) continue;
    alive.add(file.path);
    due.push(...importsOf(file).flatMap((target) => found(target, byPath)));
  }
  return code
    .filter(({ path }) => !alive.has(path) && !path.startsWith('tools/canary/'))
    .map(({ path }) => `${path}: nothing imports this file`);
}

function isEntry({ path }, files) {
  if (/\.spec\.tsx?$|\.d\.ts$/.test(path)) return true;
  if (/(^|\/)(index|main)\.(ts|tsx|mjs)$/.test(path)) return true;
  if (/\.config\.(ts|mjs|cjs)$/.test(path)) return true;
  // Tools are run by name: from package.json, a configuration, another tool or a document.
  return path.startsWith('tools/') && files.some((file) => mentions(file, path));
}

const mentions = (file, path) => file.path !== path && file.text.includes(path);

const specifier =
  /(?:\bfrom|\bimport|\bimport\(|\brequire\(|\bnew URL\(|\bjest\.mock\()\s*['"]([^'"]+)['"]/g;

/** Paths as imported, relative to the repository; packages are left out. */
function importsOf({ path, text }) {
  return [...text.matchAll(specifier)].flatMap(([, name]) => {
    if (name.startsWith('.')) return [posix.join(posix.dirname(path), name)];
    const app = /^@taizhang\/apps\/(.+)$/.exec(name)?.[1];
    if (app) return [`apps/${app}/src/index.ts`];
    const lib = /^@taizhang\/(.+)$/.exec(name)?.[1];
    return lib ? [`libs/${lib}/src/index.ts`] : [];
  });
}

function found(target, byPath) {
  const base = target.replace(/\.js$/, '');
  const candidates = [target, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`];
  return candidates.flatMap((path) => byPath.get(path) ?? []);
}
