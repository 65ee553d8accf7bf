import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-eslint';
import { boundaries, services } from './boundaries.mjs';

const root = join(import.meta.dirname, '..');
const typescript = ['**/*.ts', '**/*.tsx'];
const specs = ['**/*.spec.ts', '**/*.spec.tsx'];

/**
 * A verdict on an import depends on tags outside the linted file. In the settings, this makes
 * ESLint's cache forget every verdict when a tag changes.
 */
function projectTags() {
  const hash = createHash('sha256');
  for (const folder of ['apps', 'libs']) {
    const files = readdirSync(join(root, folder), { recursive: true });
    for (const file of files.filter((path) => path.endsWith('project.json')).sort()) {
      hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest('hex');
}

/** @param {string[]} apps imports of apps that are in order where these files are */
const enforceBoundaries = (apps) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      depConstraints: boundaries,
      allow: apps.map((app) => `^@taizhang/apps/${app}$`),
      // The kernel's own specs speak its testing language.
      ignoredCircularDependencies: [['kernel', 'kernel-testing']],
      // Loading on demand is the portal's and the command line's affair, file by file.
      checkDynamicDependenciesExceptions: ['.*'],
    },
  ],
});

const everywhere = {
  files: typescript,
  plugins: { '@nx': nx },
  settings: { projectTags: projectTags() },
  languageOptions: {
    parserOptions: {
      project: ['./tools/tsconfig.json', './apps/portal/tsconfig.json'],
      tsconfigRootDir: root,
    },
  },
  rules: {
    ...enforceBoundaries([]),
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: '^\\.{1,2}(/\\.\\.)*(/index)?$', message: 'Import the file, not its index.' },
        ],
      },
    ],
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': [
      'error',
      { checksVoidReturn: { attributes: false } },
    ],
    '@typescript-eslint/no-unused-vars': [
      'error',
      { argsIgnorePattern: '^_', ignoreRestSiblings: true },
    ],
    '@typescript-eslint/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
  },
};

const clock = 'A domain reads no clock: put the time into the command.';
const chance = 'A domain draws no lots: put the id into the command.';

/** What a decider must not do, as far as a linter can see it. */
const pureDomain = {
  files: ['libs/*/domain/src/**/*.ts', 'libs/calendar/src/**/*.ts'],
  ignores: specs,
  rules: {
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: clock },
      { object: 'Math', property: 'random', message: chance },
    ],
    'no-restricted-syntax': [
      'error',
      { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: clock },
      { selector: 'AwaitExpression', message: 'A domain awaits nothing: fetch the fact before.' },
    ],
  },
};

const inLibraries = {
  files: ['libs/**/*.ts'],
  ignores: specs,
  rules: { 'no-console': 'error' },
};

const nodeScripts = {
  files: ['**/*.mjs', '**/*.cjs'],
  languageOptions: {
    globals: Object.fromEntries(
      [
        ...[
          'process',
          'console',
          'Buffer',
          'URL',
          'performance',
          'fetch',
          'AbortController',
          'AbortSignal',
        ],
        ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'],
        ...['require', 'module', '__dirname', 'globalThis', 'structuredClone', 'TextDecoder'],
      ].map((name) => [name, 'readonly']),
    ),
  },
  rules: {
    'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    '@typescript-eslint/no-require-imports': 'off',
  },
};

export default ts.config(
  // The canary must fail, and does so in a check of its own: tools/canary.mjs.
  { ignores: ['dist/**', '.cache/**', '.data/**', '.nx/**', 'coverage/**', 'tools/canary/**'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  everywhere,
  {
    files: ['apps/platform/**/*.ts', 'apps/cli/**/*.ts', 'tools/{bench,docker,reference}/**/*.ts'],
    rules: enforceBoundaries(services),
  },
  pureDomain,
  inLibraries,
  {
    files: ['apps/portal/**/*.{ts,tsx}', 'libs/portal/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat.recommended,
  },
  nodeScripts,
);
