// The same commands for whichever way Taizhang runs: every key is given, so that ids are the same.
import { until } from '../process.mjs';

const password = 'a-long-enough-word-7';

/** Somebody who sends commands; each is told again until it is answered, as a client does. */
export class Teller {
  /** @param {string} url @param {string} token */
  constructor(url, token) {
    this.url = url;
    this.token = token;
  }

  static async signIn(url, username, word) {
    const nobody = new Teller(url, '');
    const { token } = await nobody.send('POST', 'auth/sign-in', { username, password: word });
    return new Teller(url, token);
  }

  /** Signs in for the first time and chooses a password. */
  static async settleIn(url, username, oneTimePassword) {
    const first = await Teller.signIn(url, username, oneTimePassword);
    await first.send('POST', 'auth/password', { current: oneTimePassword, next: password });
    return Teller.signIn(url, username, password);
  }

  /** @param {string} key idempotency key @param {number} [revision] that the command is told on */
  does(key, path, body, revision) {
    const ifMatch = revision === undefined ? {} : { 'if-match': `"${revision}"` };
    return this.send('POST', path, body, { 'idempotency-key': key, ...ifMatch });
  }

  get(path) {
    return this.send('GET', path);
  }

  async send(method, path, body, headers = {}) {
    let last;
    const answered = await until(
      () => this.#attempt(method, path, body, headers, (a) => (last = a)),
      {
        timeoutMs: 60_000,
        everyMs: 100,
      },
    );
    if (!answered || last.status >= 300) {
      throw new Error(`${method} ${path}: ${last?.status ?? 'no answer'} ${last?.text ?? ''}`);
    }
    return last.text ? JSON.parse(last.text) : undefined;
  }

  /** False where it is worth asking again: nobody answered, or not yet. */
  async #attempt(method, path, body, headers, tell) {
    try {
      const response = await fetch(`${this.url}/api/${path}`, {
        method,
        headers: {
          ...(this.token && { authorization: `Bearer ${this.token}` }),
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      tell({ status: response.status, text: await response.text() });
      return ![429, 500, 502, 503, 504].includes(response.status);
    } catch {
      return false;
    }
  }
}

/** Units and people; @returns who tells the rest. */
export async function settle(url, oneTimePassword) {
  const admin = await Teller.settleIn(url, 'admin', oneTimePassword);
  const unit = await admin.does('unit', 'units', { name: '城东处理班', kind: 'team' });
  const member = { name: '林芳', username: 'lin', unitId: unit.id };
  const roles = ['supervisor', 'handler', 'crew', 'billing', 'assessor'];
  const { oneTimePassword: word } = await admin.does('lin', 'staff', { ...member, roles });
  const lin = await Teller.settleIn(url, 'lin', word);
  return { lin, unit: unit.id };
}

/**
 * One customer's troubles through all four contexts, told under keys that begin with `name`.
 * @param {{ lin: Teller, unit: string }} people
 */
export async function tell({ lin, unit }, name) {
  const key = (step) => `${name}-${step}`;
  const customer = await lin.does(key('customer'), 'customers', {
    ...{ name: `王秀英${name}`, kind: 'resident', phones: ['13900002222'], address: '和平路1号' },
  });
  const routed = await routeContact(lin, key, customer.id);
  await handle(lin, key, unit, routed);
  const area = { area: 'urban', place: '和平路1号', channel: 'hotline', statement: '家里停电' };
  const fault = { customerId: customer.id, class: 'low-voltage', ...area };
  await lin.does(key('fault'), 'faults', fault);
  const inquiry = { customerId: customer.id, kind: 'bill', channel: 'counter', statement: '电费' };
  await lin.does(key('inquiry'), 'inquiries', inquiry);
  return { customer: customer.id, complaint: routed };
}

async function routeContact(lin, key, customerId) {
  const classification = { type: 'complaint', topic: 'bill', summary: '电费多了一倍' };
  const contact = { channel: 'hotline', customerId, classification };
  const { id, revision } = await lin.does(key('contact'), 'contacts', contact);
  const routing = { category: 'business.tariff', statement: '电费多了一倍', remedySought: '退费' };
  const { caseId } = await lin.does(key('route'), `contacts/${id}/routing`, routing, revision);
  return caseId;
}

/** From the dispatch to the closing; the exchange brings the complaint and the callback. */
async function handle(lin, key, unit, id) {
  await until(async () => (await status(lin, `complaints/${id}`)) === 200, {
    timeoutMs: 120_000,
    everyMs: 50,
  });
  const steps = [
    ['dispatch', { toUnitId: unit }],
    ['acceptance', {}],
    ['customer-contact', { means: 'phone', note: '已联系客户' }],
    ['investigation', { cause: 'people', findings: '抄表差错' }],
    ['adjudication', { verdict: 'proven', reasons: '记录有误' }],
    ['remedies', { remedy: 'apology', note: '上门致歉' }],
    ['reply', { reply: '多计电费已退回。' }],
    ['closure', { satisfaction: 4 }],
  ];
  let revision = 0;
  for (const [step, body] of steps) {
    ({ revision } = await lin.does(key(step), `complaints/${id}/${step}`, body, revision));
  }
}

async function status(lin, path) {
  const headers = { authorization: `Bearer ${lin.token}` };
  return fetch(`${lin.url}/api/${path}`, { headers }).then(
    (answer) => answer.status,
    () => 0,
  );
}
