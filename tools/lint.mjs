// `npm run lint [-- <folders>] [-- --fix]`: one ESLint over the repository. Project by project it
// would read the types of the whole workspace forty times.
import { root } from './deps.mjs';
import { refreshProjectGraph } from './project-graph.mjs';

/**
 * @param {{ paths?: string[], fix?: boolean }} options
 * @returns {Promise<boolean>} whether there is nothing to complain about
 */
export async function lint({ paths = ['.'], fix = false } = {}) {
  process.chdir(root);
  await refreshProjectGraph();
  const { ESLint } = await import('eslint');
  const eslint = new ESLint({
    fix,
    overrideConfigFile: 'tools/eslint.config.mjs',
    cache: true,
    cacheLocation: '.cache/eslint',
    cacheStrategy: 'content',
    errorOnUnmatchedPattern: false,
  });
  const results = await eslint.lintFiles(paths);
  if (fix) await ESLint.outputFixes(results);
  const formatter = await eslint.loadFormatter('stylish');
  const complaints = await formatter.format(results);
  if (complaints) console.log(complaints);
  return results.every((result) => result.errorCount + result.warningCount === 0);
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const fix = args.includes('--fix');
  process.exitCode = (await lint({ paths: paths.length ? paths : ['.'], fix })) ? 0 : 1;
}
