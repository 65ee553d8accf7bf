// `npm run docs`: writes the generated reference into docs/reference. With --check nothing is
// written and a page that is stale is a failure: that is what `npm test` asks for.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDeps, root } from './deps.mjs';
import { Problem, runMain } from './problem.mjs';

const folder = join(root, 'docs/reference');

async function writeDocs({ check }) {
  await build({ apps: ['reference'], say: () => {} });
  const { referencePages } = await import(join(root, 'dist/apps/reference/main.mjs'));
  const pages = Object.entries(referencePages());
  const stale = pages.filter(([file, content]) => contentOf(file) !== content);
  if (check && stale.length > 0) {
    const names = stale.map(([file]) => `docs/reference/${file}`).join(', ');
    throw new Problem(`Stale: ${names}. Run "npm run docs" and commit what it writes.`);
  }
  for (const [file, content] of stale) writeFileSync(join(folder, file), content);
  console.log(`reference: ${pages.length} pages, ${stale.length} written`);
}

function contentOf(file) {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return undefined; // never written
  }
}

ensureDeps();
await runMain(() => writeDocs({ check: process.argv.includes('--check') }));
