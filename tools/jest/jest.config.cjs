// One Jest for the whole workspace, so that `npx jest libs/kernel` works without a configuration
// per project. The tier of a test is in its file name: .spec, .int.spec (real PostgreSQL),
// .kafka.spec (real PostgreSQL and Kafka) and .e2e.spec (the running platform, a browser).
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../..');
const modules = join(root, 'node_modules');

// What starts speaks the language of the environment; specs quote it in English.
process.env.LC_ALL = 'C.UTF-8';
// gRPC goes through the proxy of the environment also to this machine, unless a list says no.
process.env.no_grpc_proxy ??= [process.env.no_proxy, '127.0.0.1'].filter(Boolean).join();

/** Every installed package, scoped ones as `@scope/name`. */
function installedPackages() {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((sub) => `${name}/${sub}`) : name,
    );
}

/** Jest runs CommonJS: packages that are ES modules must go through the transform as well. */
function esModulePackages() {
  return installedPackages().filter((name) => {
    try {
      return (
        JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).type === 'module'
      );
    } catch {
      return false; // a folder that is not a package
    }
  });
}

/** @param {boolean} jsx @returns {[string, object]} */
const swc = (jsx) => [
  '@swc/jest',
  {
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true, tsx: jsx },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic' },
      },
    },
    module: { type: 'commonjs' },
  },
];

const shared = {
  rootDir: root,
  cacheDirectory: join(root, '.cache/jest'),
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json'],
  transform: { '\\.tsx$': swc(true), '\\.(ts|js|mjs)$': swc(false) },
  transformIgnorePatterns: [
    `/node_modules/(?!(?:.*/node_modules/)?(?:${esModulePackages().join('|')})/)`,
  ],
  moduleNameMapper: {
    '^@taizhang/apps/(.*)$': '<rootDir>/apps/$1/src/index.ts',
    '^@taizhang/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '\\.(css|svg|png)$': '<rootDir>/tools/jest/asset.cjs',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/', '<rootDir>/.data/'],
};

const specs = (tier) => [`**/*.${tier}.ts`, `**/*.${tier}.tsx`];

module.exports = {
  // Generous, for a busy machine: what hangs is still ended, what is slow is not a failure.
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: specs('spec'),
      testPathIgnorePatterns: ['/node_modules/', '\\.(int|kafka|e2e)\\.spec\\.tsx?$'],
    },
    {
      ...shared,
      displayName: 'int',
      testMatch: specs('int.spec'),
      globalSetup: '<rootDir>/tools/jest/postgres.mjs',
      globalTeardown: '<rootDir>/tools/jest/postgres-stop.mjs',
    },
    {
      ...shared,
      displayName: 'kafka',
      testMatch: specs('kafka.spec'),
      globalSetup: '<rootDir>/tools/jest/kafka.mjs',
      globalTeardown: '<rootDir>/tools/jest/kafka-stop.mjs',
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: specs('e2e.spec'),
      globalSetup: '<rootDir>/tools/jest/platform.mjs',
      globalTeardown: '<rootDir>/tools/jest/platform-stop.mjs',
    },
  ],
};
