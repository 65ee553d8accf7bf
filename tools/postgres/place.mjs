// As whom PostgreSQL runs and where its data lies. PostgreSQL refuses to run as root, so root runs
// it as "nobody", who may not be able to enter the folder that root chose for the data.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../problem.mjs';

/** @typedef {{ name: string, uid?: number, gid?: number }} RunsAs  no uid: as ourselves */

/**
 * The user PostgreSQL runs as: ourselves; for root the owner of data that exists, else "nobody".
 * @param {string} folder the data folder, which need not exist
 * @returns {RunsAs}
 */
export function runsAs(folder) {
  if (process.getuid?.() !== 0) return { name: 'yourself' };
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: `#${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const id = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  try {
    return { name: 'nobody', uid: id('-u'), gid: id('-g') };
  } catch {
    throw new Problem(
      'PostgreSQL refuses to run as root and this machine has no user "nobody" to run it as. ' +
        'Start as an ordinary user, or set DATABASE_URL to use a server of your own.',
    );
  }
}

/**
 * Whether a user can enter a folder. Asked of the system itself, which knows every permission bit,
 * access list and mount option on the way.
 * @param {string} folder
 * @param {RunsAs} user
 */
export function canEnter(folder, { uid, gid }) {
  const options = { uid, gid, cwd: '/', stdio: 'ignore' };
  return spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], options).status === 0;
}

/**
 * Where the data of a DATA_DIR goes when PostgreSQL first starts there.
 * @param {{ dataDir: string, instance: string }} of
 */
export function chooseFolder({ dataDir, instance }) {
  const beside = join(dataDir, 'postgres');
  if (canEnter(dataDir, runsAs(beside))) return beside;
  return join(sharedFolder(), instance, 'postgres');
}

const candidates = ['/var/lib/taizhang', '/var/tmp/taizhang'];

/** A folder of root's that every user can enter; made when there is none yet. */
export function sharedFolder() {
  const folder = candidates.find(canBeOurs);
  if (folder) return folder;
  throw new Problem(
    'PostgreSQL needs a folder that the user "nobody" can enter, and neither ' +
      `${candidates.join(' nor ')} can be made. Choose a DATA_DIR that everybody can enter.`,
  );
}

function canBeOurs(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    chmodSync(folder, 0o755); // whatever the umask says
    // Whoever else could have put it there could also exchange the programs in it.
    return statSync(folder).uid === process.getuid();
  } catch {
    return false; // a read-only system folder
  }
}

/** Makes the folder the data folder will lie in. @param {string} folder the data folder */
export function makeParent(folder) {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  if (candidates.some((place) => parent.startsWith(place))) chmodSync(parent, 0o755);
}
