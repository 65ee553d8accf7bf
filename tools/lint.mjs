// `npm run lint`: one ESLint over the repository. Project by project it would read the types of the
// whole workspace forty times.
import { root } from './deps.mjs';
import { optionsOf } from './options.mjs';
import { refreshProjectGraph } from './project-graph.mjs';

const usage = `npm run lint [-- <folders and files>] [-- --fix]

Everything unless told which.

  --fix   mend what can be mended without anybody
  --help  this text
`;

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
  const options = optionsOf(usage, { flags: ['--fix'], isWord: () => true });
  if (options) {
    const { flags, words } = options;
    const paths = words.length ? words : ['.'];
    process.exitCode = (await lint({ paths, fix: flags.includes('--fix') })) ? 0 : 1;
  }
}
