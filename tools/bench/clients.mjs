// People at their desks: sends requests over so many connections from a process of its own, because
// a server must not be measured together with what asks it.
import { Agent, request } from 'node:http';

/**
 * @typedef {{ method: string, path: string, headers?: Record<string, string>, body?: string }} Ask
 * @typedef {{ url: string, asks: Ask[], connections: number, perSecond?: number, seen?: string }} Job
 *   `perSecond`: begun at that rate however slow the answers are. `seen`: what a command created is
 *   then asked for below this path, and the time from one answer to the other is told.
 */

process.on('message', async (job) => {
  try {
    process.send(await carryOut(job));
  } catch (error) {
    process.send({ failure: error.message });
  }
});

/** @param {Job} job */
async function carryOut({ url, asks, connections, perSecond, seen }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = [];
  const startedAt = performance.now();
  const one = async (ask) => times.push(await timeOf(agent, url, ask, seen));
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

async function timeOf(agent, url, ask, seen) {
  let startedAt = performance.now();
  const answer = await answerTo(agent, url, ask);
  if (seen) {
    const { id, position } = JSON.parse(answer);
    startedAt = performance.now();
    const headers = { ...ask.headers, 'taizhang-wait-for': position };
    await answerTo(agent, url, { method: 'GET', path: `${seen}/${id}`, headers });
  }
  return performance.now() - startedAt;
}

/** @throws when the answer is anything but what was asked for */
function answerTo(agent, url, { method, path, headers, body }) {
  return new Promise((done, fail) => {
    const asked = request(`${url}${path}`, { agent, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () => {
        if (response.statusCode < 300) done(text);
        else fail(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
      });
    });
    asked.on('error', fail).end(body);
  });
}
