/**
 * Operators who do not wait until nothing is killed any more: each act is begun under kills, beside
 * those of the others, and gone on with until it has come to an end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReadModelsStatus } from '@taizhang/contracts/views';
import type { Ran } from './evidence';
import type { Journal } from './journal';
import { lot, lotBetween } from './lots';
import type { People } from './people';
import type { Answer } from './teller';

/** Programs of the command line as this machine runs them. */
export type Programs = Readonly<{
  /** The folder of the backup. */
  backup: string;
  /** `taizhang <args>` on the ledger that is tortured. @param killedAfterMs  0 for never */
  taizhang(args: readonly string[], killedAfterMs?: number): Promise<Ran>;
  /** The verifier that comes with an export. @param key  that signed, public and hexadecimal */
  verifier(folder: string, key: string): Promise<Ran>;
}>;

type Rebuild = NonNullable<ReadModelsStatus['items'][number]['rebuild']>;

const pollMs = 100;
/** While one kill follows the other everything is begun again and again. */
const actMsMax = 600_000;

/** One act, with its lots. */
class Desk {
  constructor(
    readonly people: People,
    readonly programs: Programs,
    /** Names the act among all. */
    readonly tag: string,
  ) {}

  chance = (probability: number, ...what: readonly (string | number)[]) =>
    lot(this.tag, ...what) < probability;

  oneOf<One>(all: readonly One[], what: string): One {
    return all[lotBetween(0, all.length - 1, this.tag, what)]!;
  }

  /** Answers and refusals alike: what is refused now may have been done by the question before. */
  asks(method: string, model: string, act: string, body?: object): Promise<Answer> {
    return this.people.ops.ask(method, `operations/read-models/${model}/${act}`, body);
  }

  /** A program that is run again until it ends well; now and then it is killed itself. */
  async insists(args: readonly string[]): Promise<Ran> {
    const deadline = Date.now() + actMsMax;
    for (let again = 0; ; again++) {
      const isKilled = this.chance(0.3, 'killed', again);
      const after = isKilled ? lotBetween(300, 2_000, this.tag, 'killed after', again) : 0;
      const ran = await this.programs.taizhang(args, after);
      if (ran.code === 0) return ran;
      if (Date.now() > deadline) throw new Error(`${args.join(' ')}: ${ran.err.trim()}`);
      await delay(pollMs);
    }
  }
}

/** Answers the read models that are built together with it, itself among them. */
async function rebuildsOf(desk: Desk, model: string): Promise<(Rebuild & { name: string })[]> {
  const { body } = await desk.people.ops.get('operations/read-models');
  const { items = [] } = body as Partial<ReadModelsStatus>;
  return items
    .filter(({ name }) => model === 'all' || name === model)
    .flatMap(({ name, rebuild }) => (rebuild ? [{ ...rebuild, name }] : []));
}

/** Goes on with what was interrupted, or gives it up, until nothing of it is left to do. */
async function broughtToAnEnd(desk: Desk, model: string): Promise<void> {
  const deadline = Date.now() + actMsMax;
  for (let look = 0; ; look++) {
    const rebuilds = await rebuildsOf(desk, model);
    const open = rebuilds.filter(({ state }) => state !== 'done' && state !== 'cancelled');
    if (open.length === 0) return;
    for (const { name, state, id } of open) {
      if (state === 'running' && desk.chance(0.1, 'pause', look, id)) {
        await desk.asks('POST', name, 'rebuild/pause');
      } else if (state !== 'running' && state !== 'switching') {
        if (desk.chance(0.8, 'resume', look, id)) await desk.asks('POST', name, 'rebuild/resume');
        else await desk.asks('DELETE', name, 'rebuild');
      }
    }
    if (Date.now() > deadline) {
      const sentences = open.map(({ name, state, message }) => `${name} ${state} ${message ?? ''}`);
      throw new Error(`a rebuild does not come to its end: ${sentences.join('; ')}`);
    }
    await delay(pollMs);
  }
}

async function modelOf(desk: Desk): Promise<string> {
  const { body } = await desk.people.ops.get('operations/read-models');
  const names = (body as ReadModelsStatus).items.map(({ name }) => name);
  return desk.chance(0.25, 'all') ? 'all' : desk.oneOf(names, 'model');
}

type Act = (desk: Desk) => Promise<void>;

const rebuild: Act = async (desk) => {
  const model = await modelOf(desk);
  await desk.asks('POST', model, 'rebuild', { compare: false });
  await broughtToAnEnd(desk, model);
  if (desk.chance(0.4, 'rolls back')) await desk.asks('POST', model, 'roll-back');
  if (desk.chance(0.3, 'forgets')) await desk.asks('DELETE', model, 'previous');
};

/** What is served must be what the log says at any moment, also right after a kill. */
const compare: Act = async (desk) => {
  const model = await modelOf(desk);
  await desk.asks('POST', model, 'rebuild', { compare: true });
  await broughtToAnEnd(desk, model);
  const differing = (await rebuildsOf(desk, model)).filter(({ differences }) => differences);
  const [one] = differing;
  if (one) throw new Error(`${one.name}: ${one.differences} rows differ from what was served`);
};

const rotateMasterKey: Act = async (desk) => {
  await desk.insists(['keys', 'rotate', '--quiet']);
};

const rotateSealKey: Act = async (desk) => {
  await desk.insists(['seal', 'rotate-key']);
};

const verify: Act = async (desk) => {
  await desk.insists(['verify', '--quiet']);
};

/** Always into the same folder: what is new is added, also where one was broken off. */
const backUp: Act = async (desk) => {
  await desk.insists(['backup', '--out', desk.programs.backup, '--quiet']);
};

/** Whatever was exported has to convince somebody who has nothing but it. */
const exportCase: Act = async (desk) => {
  const { body } = await desk.people.lin.get('complaints?limit=20');
  const cases = (body['items'] ?? []) as { id: string }[];
  if (cases.length === 0) return;
  const { id } = desk.oneOf(cases, 'case');
  for (let again = 0; ; again++) {
    const verdict = await inFolder(async (folder) => {
      const ran = await desk.programs.taizhang(['export', 'case', id, '--out', folder, '--json']);
      if (ran.code !== 0) return undefined;
      return desk.programs.verifier(folder, (JSON.parse(ran.out) as { key: string }).key);
    });
    if (verdict?.code === 0) return;
    if (verdict) throw new Error(`the export of ${id} does not verify: ${verdict.out.trim()}`);
    if (again > 200) throw new Error(`${id} cannot be exported`);
    await delay(pollMs);
  }
};

async function inFolder<Result>(does: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-operator-'));
  try {
    return await does(join(folder, 'out'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By the name in the report. Rebuilds touch most and take longest: they come more often. */
const acts: Readonly<Record<string, Act>> = {
  rebuilds: rebuild,
  comparisons: compare,
  'changes of the master key': rotateMasterKey,
  'changes of the key that signs': rotateSealKey,
  verifications: verify,
  backups: backUp,
  'exports of a case': exportCase,
};
const turns = [...Object.keys(acts), 'rebuilds', 'rebuilds', 'comparisons'];

export class Operators {
  private isOver = false;
  private work: Promise<void>[] = [];

  constructor(
    private readonly people: People,
    private readonly programs: Programs,
    private readonly journal: Journal,
    private readonly seed: number,
  ) {}

  start(operators: number): void {
    this.work = Array.from({ length: operators }, (_, operator) => this.goOn(operator));
  }

  /** Every act under way is brought to its end. */
  async finish(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.work);
  }

  private async goOn(operator: number): Promise<void> {
    for (let number = 0; !this.isOver; number++) {
      const desk = new Desk(this.people, this.programs, `s${this.seed}-o${operator}-n${number}`);
      const act = desk.oneOf(turns, 'act');
      const wrong = await acts[act]!(desk).then(
        () => undefined,
        (error: unknown) => String(error),
      );
      this.journal.acts.push({ act, wrong });
      await delay(pollMs);
    }
  }
}
