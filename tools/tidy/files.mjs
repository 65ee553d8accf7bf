import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ path: string, text: string, lines: string[] }} SourceFile  path relative to root */

const notOurs = new Set(['.git', 'node_modules', 'dist', '.cache', '.data', '.nx', 'coverage']);
const binary = /\.(png|jpe?g|gif|ico|woff2?|pdf|xlsx|parquet|gz|zip|pyc|jar)$/;

/** Every text file of the repository. @returns {SourceFile[]} */
export function repositoryFiles(root, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (notOurs.has(entry.name)) return [];
    if (entry.isDirectory()) return repositoryFiles(root, path);
    if (!entry.isFile() || binary.test(path) || path.endsWith('.log')) return [];
    const text = readFileSync(join(root, path), 'utf8');
    return [{ path, text, lines: text.split('\n') }];
  });
}

/** Code somebody wrote; a generated file says so in its first lines. @param {SourceFile} file */
export const isCode = ({ path, text }) =>
  /\.(ts|tsx|mjs|cjs)$/.test(path) && !/^\/[/*].*\bgenerated\b/i.test(text.slice(0, 200));
