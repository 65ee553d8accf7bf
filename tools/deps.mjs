// Makes node_modules match package-lock.json. Runs before anything is installed and on every
// version of Node that can read it, so it and what it imports use nothing but old Node.
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { takeLock, waitMs } from './lock.mjs';

/** The folder of the repository, with a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const oldestNode = [20, 19];

/** Returns when everything is installed; otherwise says what to do and ends the process. */
export function ensureDeps() {
  refuseOldNode();
  if (isInstalled()) return;
  refuseLinkedFolder();
  const lock = waitForLock();
  if (!isInstalled()) {
    console.error('installing dependencies (npm ci) ...');
    const startedAt = Date.now();
    const failure = install();
    if (failure) giveUp(failure);
    console.error(`installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }
  lock.release();
}

/** npm empties node_modules first: two at a time would each take from the other what it has. */
function waitForLock() {
  const folder = `${root}.cache/install`;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    giveUp(
      `The dependencies cannot be installed (${error.message}): make ${root} writable for you.`,
    );
  }
  for (let attempt = 1; ; attempt++) {
    const lock = takeLock(folder, { command: 'npm ci' });
    if (!lock.heldBy) return lock;
    const { pid } = lock.heldBy;
    if (attempt === 1) console.error(`waiting for pid ${pid}, which installs the dependencies ...`);
    waitMs(250);
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  giveUp(
    `Taizhang needs Node ${oldestNode.join('.')} or newer; this is ${process.version}. ` +
      'Install a current version from https://nodejs.org and run the command again.',
  );
}

/** npm empties node_modules before it installs, and through a link it empties somebody else's. */
function refuseLinkedFolder() {
  const folder = `${root}node_modules`;
  const entry = lstatSync(folder, { throwIfNoEntry: false });
  if (!entry || !entry.isSymbolicLink()) return;
  giveUp(
    `The dependencies in ${realpathSync(folder)} are not those of package-lock.json, and ` +
      'node_modules here is only a link to them. Remove the link and run the command again.',
  );
}

/** npm leaves a note of what it installed; it must agree with the lock file in every version. */
function isInstalled() {
  const installed = readLock('node_modules/.package-lock.json');
  if (!installed) return false;
  const wanted = readLock('package-lock.json') || {};
  return Object.keys(wanted).every((path) => {
    if (path === '') return true; // the repository itself
    const found = installed[path];
    // Optional packages of other platforms are in the lock file and not on this disk.
    return found ? found.version === wanted[path].version : Boolean(wanted[path].optional);
  });
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @returns {string | undefined} why it failed */
function install() {
  const args = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const npm = process.env.npm_execpath; // the npm that called us, by its script
  const byScript = npm && npm.endsWith('.js');
  const result = spawnSync(byScript ? process.execPath : 'npm', byScript ? [npm, ...args] : args, {
    cwd: root,
    stdio: ['ignore', 2, 'pipe'], // standard output belongs to the command
    encoding: 'utf8',
    shell: !byScript && process.platform === 'win32',
  });
  if (result.status === 0) return undefined;
  if (result.error) return `npm could not be run (${result.error.message}). Is it installed?`;
  return explain(result.stderr);
}

function explain(output) {
  // npm ends with its manual; what went wrong stands at the beginning.
  const last = output.trim().split('\n').slice(0, 12).join('\n');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(last)) {
    return (
      `${last}\n\nThe dependencies could not be fetched: the npm registry cannot be reached. ` +
      'Check the network (or the proxy: npm config get proxy) and run the command again.'
    );
  }
  if (/EACCES|EROFS|EPERM/.test(last)) {
    return `${last}\n\nThe dependencies could not be written: make ${root} writable for you.`;
  }
  return `${last}\n\nThe dependencies could not be installed; npm says why above.`;
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}
