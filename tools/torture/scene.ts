/** What one story is told with: its people, its lots, the case it is about. */
import { accountIdOf } from '@taizhang/contracts/billing-inquiries';
import { setTimeout as delay } from 'node:timers/promises';
import { lot, lotBetween } from './lots';
import type { People } from './people';
import type { Answer, Teller } from './teller';

/** A story cannot go on: nobody did anything wrong but the platform. */
export class Stuck extends Error {}

type Place = Readonly<{ accountNumber: string; supplyPointId: string }>;

const pollMs = 40;
/** While one kill follows the other nothing may arrive for minutes. */
const arrivalMsMax = 900_000;

export class Scene {
  constructor(
    readonly people: People,
    /** Names the story among all: keys and lots begin with it. */
    readonly tag: string,
  ) {}

  chance = (probability: number, what: string) => lot(this.tag, what) < probability;

  /** A command that must be accepted, unless one of these problems refuses it. */
  async tells(
    who: Teller,
    step: string,
    sent: Readonly<{ path: string; body: object; revision?: number }>,
    bearable: readonly string[] = [],
  ): Promise<Answer> {
    const key = `${this.tag}-${step}`;
    await delay(lotBetween(0, 25, key, 'pause'));
    const manner = lot(key, 'manner');
    const answer = await who.tells({
      ...{ ...sent, key },
      ...(manner < 0.04 && { abandons: true }),
      ...(manner > 0.97 && { twice: true }),
    });
    const code = String(answer.body['code'] ?? '');
    if (answer.status >= 300 && !bearable.includes(code)) {
      throw new Stuck(`${sent.path} (${key}): ${answer.status} ${code}`);
    }
    return answer;
  }

  /** What can be read once the exchange and the read models have done their work. */
  async arriving(
    path: string,
    holds: (body: Answer['body']) => boolean = () => true,
  ): Promise<Answer['body']> {
    const deadline = Date.now() + arrivalMsMax;
    for (;;) {
      const { status, body } = await this.people.lin.get(path);
      if (status === 200 && holds(body)) return body;
      if (Date.now() > deadline) throw new Stuck(`${path} does not arrive`);
      await delay(pollMs);
    }
  }

  /** A fact of another system, told again until its account is known. */
  async fact(
    { accountNumber, supplyPointId }: Place,
    told: Readonly<{ id: string; type: string; at: Date; data?: object }>,
  ): Promise<void> {
    const { type } = told;
    const data = { accountNumber, ...told.data };
    const fact = { type, data, id: `${this.tag}-${told.id}`, at: told.at.toISOString() };
    const facts = [{ ...fact, source: 'meters' }];
    const { meters } = this.people;
    const deadline = Date.now() + arrivalMsMax;
    for (;;) {
      await delay(lotBetween(0, 25, fact.id, 'pause'));
      const { status, body } = await meters.ask('POST', 'inbound/facts', { facts });
      const [item] = (body['items'] ?? []) as { verdict: string }[];
      if (item?.verdict === 'accepted' || item?.verdict === 'duplicate') {
        const position = body['position'] == null ? null : BigInt(String(body['position']));
        const stream = accountIdOf(supplyPointId);
        meters.journal.facts.push({ id: fact.id, stream, type, position });
        return;
      }
      if (item?.verdict !== 'unknown-account' || Date.now() > deadline) {
        throw new Stuck(`fact ${fact.id}: ${status} ${item?.verdict}`);
      }
      await delay(pollMs);
    }
  }
}

/** One case that is handled step by step, each told on the revision seen last. */
export class Matter {
  constructor(
    private readonly scene: Scene,
    /** Where it stands: `complaints`, `faults` … */
    private readonly kind: string,
    readonly id: string,
    private revision: number,
  ) {}

  /** A case that a process opens, once it can be seen. */
  static async arriving(scene: Scene, kind: string, id: string): Promise<Matter> {
    const { revision } = await scene.arriving(`${kind}/${id}`);
    return new Matter(scene, kind, id, Number(revision));
  }

  /** Answers what was refused, undefined when it was not. */
  async step(
    who: Teller,
    step: string,
    body: object,
    bearable: readonly string[] = [],
  ): Promise<string | undefined> {
    const path = `${this.kind}/${this.id}/${step}`;
    for (let again = 0; ; again++) {
      const sent = { path, body, revision: this.revision };
      const key = `${this.kind}-${step}${again ? `-${again}` : ''}`;
      const answer = await this.scene.tells(who, key, sent, ['revision-stale', ...bearable]);
      if (answer.status < 300) {
        this.revision = Number(answer.body['revision']);
        return undefined;
      }
      if (answer.status !== 412) return String(answer.body['code']);
      // A process wrote to it meanwhile: look again, as a person would.
      const seen = this.revision;
      const isNewer = (body: Answer['body']) => Number(body['revision']) > seen;
      const newer = await this.scene.arriving(`${this.kind}/${this.id}`, isNewer);
      this.revision = Number(newer['revision']);
    }
  }

  async steps(who: Teller, steps: readonly (readonly [string, object])[]): Promise<void> {
    for (const [step, body] of steps) await this.step(who, step, body);
  }
}
