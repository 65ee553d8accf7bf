// People at their desks: sends requests over so many connections from a process of its own, because
// a server must not be measured together with what asks it.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asked again after this part of the time that it took so far, 10 ms at least: a time is told too
 * long by no more than that, and who waits for long does not become the load that is waited for.
 */
const askedAgainAfter = { part: 0.2, msMin: 10 };

/**
 * @typedef {{ method: string, path: string, headers?: Record<string, string>, body?: string }} Ask
 * @typedef {{ url: string, asks: Ask[], connections: number, perSecond?: number,
 *   seen?: string, arrives?: string }} Job
 *   `perSecond`: begun at that rate however slow the answers are. `seen`: what a command created is
 *   then asked for below this path, and the time from one answer to the other is told. `arrives`:
 *   the same of the case that another service makes of it, asked for until it is there; a command
 *   without such a case is given and not told of.
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
  const one = async (ask) => {
    const time = await timeOf(agent, url, ask, { seen, arrives });
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
async function timeOf(agent, url, ask, { seen, arrives }) {
  let startedAt = performance.now();
  const answer = await answerTo(agent, url, ask);
  if (seen) {
    const { id, position } = JSON.parse(answer);
    startedAt = performance.now();
    const headers = { ...ask.headers, 'taizhang-wait-for': position };
    await answerTo(agent, url, { method: 'GET', path: `${seen}/${id}`, headers });
  }
  if (arrives) {
    const { caseId } = JSON.parse(answer);
    if (!caseId) return undefined;
    startedAt = performance.now();
    const question = { method: 'GET', path: `${arrives}/${caseId}`, headers: ask.headers };
    const { part, msMin } = askedAgainAfter;
    while ((await statusOf(agent, url, question)) === 404) {
      await sleep(Math.max(msMin, part * (performance.now() - startedAt)));
    }
  }
  return performance.now() - startedAt;
}

const statusOf = async (agent, url, ask) => (await told(agent, url, ask)).status;

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
