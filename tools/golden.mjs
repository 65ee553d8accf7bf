// Golden events on disk: tools/reference/golden/<context>.ndjson, a line for each event and
// version, and released.json with the digest of each, which finds out whoever changes one.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deps.mjs';

const goldenFolder = join(root, 'tools/reference/golden');

/** @returns {Record<string, string>} content of the golden files by name */
export function goldenTexts() {
  const files = readdirSync(goldenFolder).filter((name) => name.endsWith('.ndjson'));
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(goldenFolder, name), 'utf8')]),
  );
}

/** @param {{ withNewGoldens: Function }} reference @returns {string[]} names that are new */
export function keepGoldens({ withNewGoldens }, { write }) {
  mkdirSync(goldenFolder, { recursive: true });
  const texts = goldenTexts();
  const lockFile = join(goldenFolder, 'released.json');
  const released = existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')) : {};
  const { files: grown, digests } = withNewGoldens(texts);
  const added = Object.keys(digests).filter((name) => !(name in released));
  if (!write) return added;
  for (const [name, text] of Object.entries(grown)) {
    if (text !== texts[name]) writeFileSync(join(goldenFolder, name), text);
  }
  // What was released keeps its digest, whatever stands in the files by now.
  const lock = Object.fromEntries(Object.entries({ ...digests, ...released }).sort(byName));
  if (added.length > 0) writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  return added;
}

const byName = ([a], [b]) => (a < b ? -1 : 1);
