// People at their desks: sends requests over so many connections from a process of its own, because
// a server must not be measured together with what asks it.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A list is looked at so often, for all that are awaited in it: no time is told longer by more. */
const lookMs = 50;
const listed = 100;
/** Who waits for longer may have left the top of the list, and is asked for alone now and then. */
const patience = { ms: 1_000, part: 0.2 };

/**
 * @typedef {{ method: string, path: string, headers?: Record<string, string>, body?: string }} Ask
 * @typedef {{ url: string, asks: Ask[], connections: number, perSecond?: number,
 *   seen?: string, arrives?: string }} Job
 *   `perSecond`: begun at that rate however slow the answers are. `seen`: what a command created is
 *   then asked for below this path, and the time from one answer to the other is told. `arrives`:
 *   the same of the case that another service makes of it, awaited in the list of this path; a
 *   command without such a case is given and not told of.
 */

process.on('message', async (job) => {
  try {
    process.send(await carryOut(job));
  } catch (error) {
    process.send({ failure: error.message });
  }
});

/** @param {Job} job */
async function carryOut({ url, asks, connections, perSecond, seen, arrives }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = [];
  const startedAt = performance.now();
  const arrivals = arrives && new Arrivals(agent, url, arrives);
  const one = async (ask) => {
    const time = await timeOf(agent, url, ask, { seen, arrivals });
    if (time !== undefined) times.push(time);
  };
  if (perSecond) await Promise.all(asks.map((ask, index) => at(index / perSecond, () => one(ask))));
  else {
    const left = asks.values();
    const work = async () => {
      for (const ask of left) await one(ask);
    };
    await Promise.all(Array.from({ length: connections }, work));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return { seconds, times: times.sort((a, b) => a - b) };
}

const at = (seconds, work) =>
  new Promise((done, fail) => setTimeout(() => work().then(done, fail), seconds * 1000));

/** @returns {Promise<number | undefined>} milliseconds; undefined where there is none to tell */
async function timeOf(agent, url, ask, { seen, arrivals }) {
  let startedAt = performance.now();
  const answer = await answerTo(agent, url, ask);
  if (seen) {
    const { id, position } = JSON.parse(answer);
    startedAt = performance.now();
    const headers = { ...ask.headers, 'taizhang-wait-for': position };
    await answerTo(agent, url, { method: 'GET', path: `${seen}/${id}`, headers });
  }
  if (arrivals) {
    const { caseId } = JSON.parse(answer);
    if (!caseId) return undefined;
    startedAt = performance.now();
    await arrivals.of(caseId, ask.headers);
  }
  return performance.now() - startedAt;
}

/** Cases that are awaited in a work list. */
class Arrivals {
  /** @type {Map<string, { arrived: () => void, since: number, askedAt: number }>} */
  awaited = new Map();
  isLooking = false;

  constructor(agent, url, path) {
    Object.assign(this, { agent, url, path });
  }

  of(caseId, headers) {
    const since = performance.now();
    const arrival = new Promise((arrived) =>
      this.awaited.set(caseId, { arrived, since, askedAt: since }),
    );
    if (!this.isLooking) void this.look(headers);
    return arrival;
  }

  async look(headers) {
    this.isLooking = true;
    while (this.awaited.size > 0) {
      await sleep(lookMs);
      const path = `${this.path}?sort=newest&limit=${listed}`;
      const { items } = JSON.parse(await answerTo(this.agent, this.url, get(path, headers)));
      for (const { id } of items) this.tell(id);
      await Promise.all(this.overdue().map((id) => this.askFor(id, headers)));
    }
    this.isLooking = false;
  }

  overdue() {
    const now = performance.now();
    return [...this.awaited].flatMap(([id, { since, askedAt }]) => {
      const pause = Math.max(patience.ms, (now - since) * patience.part);
      return now - askedAt > pause ? [id] : [];
    });
  }

  async askFor(id, headers) {
    this.awaited.get(id).askedAt = performance.now();
    const { status } = await told(this.agent, this.url, get(`${this.path}/${id}`, headers));
    if (status === 200) this.tell(id);
  }

  tell(id) {
    this.awaited.get(id)?.arrived();
    this.awaited.delete(id);
  }
}

const get = (path, headers) => ({ method: 'GET', path, headers });

/** @throws when the answer is anything but what was asked for */
async function answerTo(agent, url, ask) {
  const { status, text } = await told(agent, url, ask);
  if (status < 300) return text;
  throw new Error(`${ask.method} ${ask.path}: ${status} ${text}`);
}

/** @returns {Promise<{ status: number, text: string }>} */
function told(agent, url, { method, path, headers, body }) {
  return new Promise((done, fail) => {
    const asked = request(`${url}${path}`, { agent, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () => done({ status: response.statusCode, text }));
    });
    asked.on('error', fail).end(body);
  });
}
