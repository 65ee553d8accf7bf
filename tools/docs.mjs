// `npm run docs`: the generated reference, and whether contracts that were released still hold.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { writeCaseFileTexts } from './case-file.mjs';
import { ensureDeps, root } from './deps.mjs';
import { goldenTexts, keepGoldens } from './golden.mjs';
import { optionsOf } from './options.mjs';
import { Problem, runMain } from './problem.mjs';

const usage = `npm run docs [-- --check] [-- --release]

Writes the generated reference into docs/reference.

  --check    writes nothing: what is stale, or breaks a contract that was released, is a failure
  --release  today's contracts are the ones to keep from now on
  --help     this text
`;

const folder = join(root, 'docs/reference');
const releasedFolder = join(root, 'tools/reference/released');

async function writeDocs({ check, release }) {
  const staleTexts = writeCaseFileTexts({ check });
  if (check && staleTexts.length > 0) {
    throw new Problem(`Stale: ${staleTexts.join(', ')}. Run "npm run docs" and commit it.`);
  }
  await build({ apps: ['reference'], say: () => {} });
  const reference = await import(join(root, 'dist/apps/reference/main.mjs'));
  const { contracts, contractBreaks, referencePages } = reference;
  const goldens = keepGoldens(reference, { write: !check });
  if (check && goldens.length > 0) {
    throw new Problem(`No golden event: ${goldens.join(', ')}. Run "npm run docs" and commit.`);
  }
  const pages = Object.entries(referencePages(goldenTexts()));
  const stale = pages.filter(([file, content]) => contentOf(file) !== content);
  if (check && stale.length > 0) {
    const names = stale.map(([file]) => `docs/reference/${file}`).join(', ');
    throw new Problem(`Stale: ${names}. Run "npm run docs" and commit what it writes.`);
  }
  for (const [file, content] of stale) writeFileSync(join(folder, file), content);
  console.log(`reference: ${pages.length} pages, ${stale.length} written`);
  if (release) keepReleased(contracts, Object.fromEntries(pages));
  const released = Object.fromEntries(contracts.map((name) => [name, releasedContract(name)]));
  const breaks = contractBreaks(released);
  if (breaks.length === 0) return;
  throw new Problem(
    `Contracts that were released are broken:\n  ${breaks.join('\n  ')}\n` +
      'Add beside what is there instead, or say in the changelog whom it concerns and run ' +
      '"npm run docs -- --release".',
  );
}

const releasedContract = (name) => readFileSync(join(releasedFolder, name), 'utf8');

function keepReleased(contracts, pages) {
  mkdirSync(releasedFolder, { recursive: true });
  for (const name of contracts) {
    const shortened = `${JSON.stringify(JSON.parse(pages[name]))}\n`;
    writeFileSync(join(releasedFolder, name), shortened);
  }
  console.log('reference: kept as released');
}

function contentOf(file) {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return undefined; // never written
  }
}

const options = optionsOf(usage, { flags: ['--check', '--release'] });
if (options) {
  const [check, release] = ['--check', '--release'].map((flag) => options.flags.includes(flag));
  ensureDeps();
  await runMain(() => writeDocs({ check, release }));
}
