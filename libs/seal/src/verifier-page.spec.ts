/** The page is put together from texts: what it runs must be a program still. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifierPage } from './verifier-page';

it('holds one program, and nothing that asks a network', () => {
  const page = verifierPage();
  const [, program, ...more] = page.split(/<script type="module">|<\/script>/);
  expect(more).toHaveLength(1);
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-page-'));
  const file = join(folder, 'page.mjs');
  writeFileSync(file, program!);
  execFileSync(process.execPath, ['--check', file]);
  rmSync(folder, { recursive: true });
  expect(page).toContain(`default-src 'none'`);
  expect(page).not.toMatch(/https?:|\bfetch\(|XMLHttpRequest|WebSocket/);
});
