// `npm test`: every check there is, one after the other, each even when one before it failed.
// The last line gives the totals: "N passed, N failed".
import { ensureDeps } from './deps.mjs';
import { optionsOf } from './options.mjs';

const usage = `npm test [-- --smoke]

Every check there is; what this machine lacks is told and left out. One folder: npx jest libs/seal

  --smoke  also start the platform as its users do, both ways
  --help   this text
`;

const options = optionsOf(usage, { flags: ['--smoke'] });
if (options) {
  ensureDeps();
  const { runTests } = await import('./test/run.mjs');
  process.exitCode = await runTests({ smoke: options.flags.includes('--smoke') });
}
