// Proves that the import boundaries are enforced: every violation in tools/canary must be reported.
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { root } from './deps.mjs';
import { refreshProjectGraph } from './project-graph.mjs';

const rule = '@nx/enforce-module-boundaries';

/** What the rule must say about each file of the canary. */
const expected = {
  'lawful.ts': undefined,
  'wrong-layer.ts': /"layer:domain" can only depend on libs tagged with .*"layer:domain"/,
  'wrong-scope.ts': /"scope:intake" can only depend on libs tagged with .*"scope:intake"/,
  'banned-package.ts': /"layer:domain" is not allowed to import "typeorm"/,
  'wrong-road.ts': /cannot be imported by a relative or absolute path/,
  // While there is no such app, its path belongs to the workspace itself, equally out of reach.
  'imported-app.ts': /Imports of apps are forbidden|can only depend on libs/,
};

/** @returns {Promise<string[]>} what is wrong with the boundaries; empty when they hold */
export async function canaryProblems() {
  process.chdir(root);
  await refreshProjectGraph();
  const eslint = new ESLint({
    ignore: false,
    overrideConfigFile: 'tools/eslint.config.mjs',
    // The fixture belongs to no TypeScript program, and needs no types for this rule.
    overrideConfig: { files: ['tools/canary/**'], ...ts.configs.disableTypeChecked },
  });
  const results = await eslint.lintFiles(Object.keys(expected).map((f) => `tools/canary/${f}`));
  return results.flatMap(({ filePath, messages }) => {
    const file = filePath.split('/').pop();
    return verdict(file, expected[file], messages) ?? [];
  });
}

function verdict(file, wanted, messages) {
  const said = messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
  const complaint = said.find((text) => text.startsWith(rule));
  if (wanted === undefined) {
    return said.length ? `${file} is lawful, but lint says: ${said.join('; ')}` : undefined;
  }
  if (complaint && wanted.test(complaint)) return undefined;
  return `${file} must be refused by ${rule}, but lint says: ${said.join('; ') || 'nothing'}`;
}

if (process.argv[1] === import.meta.filename) {
  const problems = await canaryProblems();
  problems.forEach((problem) => console.error(problem));
  console.log(problems.length ? 'The boundaries do NOT hold.' : 'The boundaries hold.');
  process.exitCode = problems.length ? 1 : 0;
}
