// What end-to-end tests need of the machine: Chromium, and a font that knows Chinese.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {string | undefined} the program CHROME_PATH names, or the first one found */
export function findChromium() {
  if (process.env.CHROME_PATH) return [process.env.CHROME_PATH].find(isProgram);
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...macApps].find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without one, Chromium draws a box for every Chinese character. */
export function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const list = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

/** @returns {string | undefined} what keeps a browser test from running on this machine */
export function missingForBrowserTests() {
  if (!findChromium()) {
    return process.env.CHROME_PATH
      ? `CHROME_PATH names no program (${process.env.CHROME_PATH})`
      : 'no Chromium was found (install it, or name it with CHROME_PATH)';
  }
  if (!hasChineseFont()) return 'no font with Chinese glyphs (install fonts-wqy-microhei)';
  return undefined;
}
