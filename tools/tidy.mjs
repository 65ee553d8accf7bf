// `npm run tidy`: the style of this repository as a test. What is too long today is listed in
// tidy.json and may only become shorter; `npm run tidy -- --tighten` writes the shorter numbers.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deps.mjs';
import { deadFileProblems } from './tidy/dead-files.mjs';
import { repositoryFiles } from './tidy/files.mjs';
import { foreignProblems } from './tidy/foreign.mjs';
import { markdownProblems } from './tidy/markdown.mjs';
import { nameProblems } from './tidy/names.mjs';
import { sizeProblems, tightened } from './tidy/sizes.mjs';
import { wordProblems } from './tidy/words.mjs';

const rulesFile = join(root, 'tools/tidy.json');
const rules = JSON.parse(readFileSync(rulesFile, 'utf8'));
const files = repositoryFiles(root);

if (process.argv.includes('--tighten')) {
  rules.known = tightened(files, rules);
  writeFileSync(rulesFile, `${JSON.stringify(rules, null, 2)}\n`);
}

const checks = [
  nameProblems,
  sizeProblems,
  wordProblems,
  markdownProblems,
  deadFileProblems,
  foreignProblems,
];
const problems = checks.flatMap((check) => check(files, rules));

problems.forEach((problem) => console.error(problem));
console.log(`tidy: ${files.length} files, ${problems.length || 'no'} problems`);
process.exitCode = problems.length ? 1 : 0;
