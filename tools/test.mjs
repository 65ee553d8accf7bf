// `npm test`: every check there is, one after the other, each even when one before it failed.
// The last line gives the totals: "N passed, N failed".
import { ensureDeps } from './deps.mjs';

ensureDeps();
const { runTests } = await import('./test/run.mjs');
process.exitCode = await runTests({ smoke: process.argv.includes('--smoke') });
