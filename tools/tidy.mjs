// `npm run tidy`: the style of this repository as a test.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deps.mjs';
import { optionsOf } from './options.mjs';
import { deadFileProblems } from './tidy/dead-files.mjs';
import { repositoryFiles } from './tidy/files.mjs';
import { foreignProblems } from './tidy/foreign.mjs';
import { markdownProblems } from './tidy/markdown.mjs';
import { nameProblems } from './tidy/names.mjs';
import { sizeProblems, tightened } from './tidy/sizes.mjs';
import { wordProblems } from './tidy/words.mjs';

const usage = `npm run tidy [-- --tighten]

What is too long today is listed in tools/tidy.json and may only become shorter.

  --tighten  writes the shorter numbers there
  --help     this text
`;

const checks = [
  nameProblems,
  sizeProblems,
  wordProblems,
  markdownProblems,
  deadFileProblems,
  foreignProblems,
];

/** @returns {boolean} whether there is nothing to complain about */
function tidy({ tighten }) {
  const rulesFile = join(root, 'tools/tidy.json');
  const rules = JSON.parse(readFileSync(rulesFile, 'utf8'));
  const files = repositoryFiles(root);
  if (tighten) {
    rules.known = tightened(files, rules);
    writeFileSync(rulesFile, `${JSON.stringify(rules, null, 2)}\n`);
  }
  const problems = checks.flatMap((check) => check(files, rules));
  problems.forEach((problem) => console.error(problem));
  console.log(`tidy: ${files.length} files, ${problems.length || 'no'} problems`);
  return problems.length === 0;
}

const options = optionsOf(usage, { flags: ['--tighten'] });
if (options && !tidy({ tighten: options.flags.includes('--tighten') })) process.exitCode = 1;
