import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where the API answers while the portal is being worked on: `npm start` says its address. */
const api = process.env['TAIZHANG_API'] ?? 'http://127.0.0.1:8080';

/**
 * The shapes the portal shares with the services do nothing when loaded: what it does not use of
 * them (schemas, calendars, the log's own code) stays out of the browser.
 */
const sharedSource = /\/libs\/(kernel|calendar|contracts)\//;

/** Ids are made by the services; their hashing must not reach the browser. */
const noCrypto: Plugin = {
  name: 'no-crypto',
  enforce: 'pre',
  resolveId: (id) => (id === 'node:crypto' ? '\0no-crypto' : null),
  load: (id) =>
    id === '\0no-crypto'
      ? "export function createHash() { throw new Error('Ids are made by the services'); }"
      : null,
};

export default defineConfig({
  root: from('.'),
  base: '/',
  cacheDir: from('../../.cache/vite'),
  plugins: [react(), noCrypto],
  resolve: {
    alias: [{ find: /^@taizhang\/(.*)$/, replacement: `${from('../../libs')}/$1/src/index.ts` }],
  },
  build: {
    outDir: from('../../dist/apps/portal'),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      treeshake: {
        moduleSideEffects: (id) => !sharedSource.test(id),
        manualPureFunctions: ['z', 'idSchema', 'keysOf', 'defineEvent', 'personal'],
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': api, '/health': api },
  },
});
