import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Gateway } from './gateway';

type Asked = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

const document = {
  paths: { '/api/things': { get: {}, post: {} }, '/api/things/{id}': { get: {} } },
};
const asked: Asked[] = [];
const lines: string[] = [];
let service: Server;
let gateway: Gateway;
let url: string;

beforeAll(async () => {
  service = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const ofItself = ['/health/ready', '/health/live', '/api/openapi.json'].includes(url);
      if (!ofItself) asked.push({ method, url, headers, body: Buffer.concat(parts).toString() });
      const status = url === '/api/things/away' ? 503 : 200;
      reply.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' });
      reply.end(JSON.stringify(ofItself ? document : { things: [] }));
    });
  });
  await new Promise<void>((go) => service.listen(0, '127.0.0.1', go));
  const { port } = service.address() as AddressInfo;
  const logTo = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  gateway = new Gateway({
    services: { things: [`http://127.0.0.1:${port}`] },
    ...{ host: '127.0.0.1', port: 0, logLevel: 'info', logTo, connectTo: [] },
  });
  url = await gateway.start();
  while (!(await fetch(`${url}/health/ready`)).ok) await delay(20);
});

afterAll(async () => {
  await gateway.stop();
  service.closeAllConnections();
  service.close();
});

beforeEach(() => {
  asked.length = 0;
});

/** Sends a request as it is, and answers what comes back until the connection closes. */
function send(first: string, headers: readonly string[] = [], body = ''): Promise<string> {
  const length = body && `content-length: ${Buffer.byteLength(body)}`;
  const named = ['host: crm.example.cn', 'connection: close', ...headers, length];
  const bytes = [first, ...named.filter(Boolean), '', body].join('\r\n');
  return new Promise((answer, fail) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      // What is refused before all of it was sent is not waited for.
      if (text.endsWith('}')) socket.end();
    });
    socket.on('close', () => answer(text)).on('error', fail);
  });
}

const json = 'content-type: application/json';

describe('The gateway', () => {
  it.each(['expect: 100-continue', 'keep-alive: timeout=5', 'upgrade: h2c', 'te: trailers'])(
    'keeps to itself what only concerns its own connection: %s',
    async (header) => {
      const answer = await send('POST /api/things HTTP/1.1', [json, header], '{}');
      expect(answer).toContain('HTTP/1.1 200 OK');
      expect(asked).toMatchObject([{ method: 'POST', url: '/api/things', body: '{}' }]);
      expect(asked[0]!.headers).not.toHaveProperty(header.split(':')[0]!);
    },
  );

  it.each([
    ['http://crm.example.cn/api/things?a=1', '/api/things?a=1'],
    ['/api/things?a=100%&b=%ff', '/api/things?a=100%&b=%ff'],
    ['/api/things?a=../b?c=/..', '/api/things?a=../b?c=/..'],
    ['/api/things/%E5%8C%97', '/api/things/%E5%8C%97'],
  ])('passes on %s', async (given, passedOn) => {
    expect(await send(`GET ${given} HTTP/1.1`)).toContain('HTTP/1.1 200 OK');
    expect(asked.map(({ url }) => url)).toEqual([passedOn]);
  });

  it('passes a body on as it came, with the type that was told or none', async () => {
    await send('POST /api/things HTTP/1.1', [], '{"a": 1}');
    await send('POST /api/things HTTP/1.1', ['content-type: text/plain'], '{"a": 1}');
    expect(asked.map(({ body }) => body)).toEqual(['{"a": 1}', '{"a": 1}']);
    expect(asked.map(({ headers }) => headers['content-type'])).toEqual([undefined, 'text/plain']);
  });

  it('answers HEAD as GET, without a body', async () => {
    // Of one answer, or of a body alone.
    const others = /^(date|transfer-encoding):/i;
    const headers = (answer: string) => {
      const [head = ''] = answer.split('\r\n\r\n');
      return head.split('\r\n').filter((line) => !others.test(line));
    };
    const told = await send('HEAD /api/things HTTP/1.1');
    expect(told.endsWith('\r\n\r\n')).toBe(true);
    expect(headers(told)).toEqual(headers(await send('GET /api/things HTTP/1.1')));
    expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    expect(await send('HEAD /nothing HTTP/1.1')).toMatch(/^HTTP\/1\.1 404 [^]*\r\n\r\n$/);
  });

  it('passes on at once that a service asks to come back later', async () => {
    expect(await send('GET /api/things/away HTTP/1.1')).toContain('HTTP/1.1 503');
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['request-malformed', 'GET /api/things/%ff HTTP/1.1', [], ''],
    ['request-malformed', 'GET /api/things/.. HTTP/1.1', [], ''],
    ['request-malformed', 'NONSENSE', [], ''],
    ['headers-too-large', 'GET /api/things HTTP/1.1', [`x: ${'x'.repeat(20_000)}`], ''],
    ['media-type-unsupported', 'POST /api/things HTTP/1.1', ['content-type: ;'], '{}'],
    ['body-too-large', 'POST /api/things HTTP/1.1', [json, 'content-length: 1048577'], ''],
    ['no-such-address', 'GET /nothing HTTP/1.1', [], ''],
  ])('refuses in the words of the services: %s', async (code, first, headers, body) => {
    const answer = await send(first, headers, body);
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
    expect(asked).toEqual([]);
  });

  it('writes no address into its log: it may be the link by which a customer rates', async () => {
    await send('GET /api/things/complaint-7.abc.secret?customerId=customer-8 HTTP/1.1');
    await send('GET /rate/complaint-7.abc.secret HTTP/1.1');
    await send('GET /api/things/away HTTP/1.1');
    expect(lines.join('')).not.toMatch(/secret|customer-8|things/);
  });
});

describe('The gateway before copies of which some stand still', () => {
  const still = new Set<string>();
  /** What they have begun to work on, and answer when they are told to. */
  const working = new Map<string, ServerResponse>();
  let copies: Server[];
  let gateway: Gateway;
  let things: string;

  beforeEach(async () => {
    copies = [await copy('one'), await copy('other')];
    const urls = copies.map((one) => `http://127.0.0.1:${(one.address() as AddressInfo).port}`);
    gateway = new Gateway({
      ...{ services: { things: urls }, silenceMsMax: 200 },
      ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', connectTo: [] },
    });
    things = `${await gateway.start()}/api/things`;
    await until('one', 'other');
  });
  afterEach(async () => {
    for (const one of copies) one.closeAllConnections();
    for (const one of copies) one.close();
    await gateway.stop();
    still.clear();
    working.clear();
  });

  async function copy(name: string): Promise<Server> {
    const server = createServer(({ url = '' }, reply) => {
      if (still.has(name)) return;
      if (url === '/api/things/long' && working.size === 0) return void working.set(name, reply);
      reply.end(JSON.stringify(url === '/api/openapi.json' ? document : { by: name }));
    });
    await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
    return server;
  }

  async function answered(path = ''): Promise<string> {
    const answer = await fetch(things + path, { signal: AbortSignal.timeout(30_000) });
    const { by, code } = (await answer.json()) as { by?: string; code?: string };
    return by ?? `${answer.status} ${code} ${answer.headers.get('retry-after')}`;
  }

  async function until(...expected: string[]): Promise<void> {
    for (let heard: string[] = []; heard.sort().join() !== expected.join(); await delay(20)) {
      const asked = Array.from({ length: 4 }, () => answered());
      heard = [...new Set(await Promise.all(asked))];
    }
  }

  /** Asks for what takes long. @returns who works on it */
  async function asksFor(path: string): Promise<readonly [Promise<string>, string]> {
    const answer = answered(path);
    answer.catch(() => undefined);
    while (working.size === 0) await delay(5);
    return [answer, [...working.keys()][0]!];
  }

  it('asks the others, and says so where all do', async () => {
    still.add('one');
    await until('other');
    still.add('other');
    await until('503 service-away 1');
    still.clear();
    await until('one', 'other');
  });

  it('asks the others what one had begun to work on, and says so where all do', async () => {
    const [answer, worker] = await asksFor('/long');
    still.add(worker);
    expect(await answer).toBe(worker === 'one' ? 'other' : 'one');
    still.add('one').add('other');
    expect(await answered()).toBe('503 service-away 1');
  });

  it('waits on for what has begun to come', async () => {
    const [answer, worker] = await asksFor('/long');
    const reply = working.get(worker)!;
    reply.write('{"by":');
    still.add('one').add('other');
    // What they had not begun to answer is given up.
    expect(await answered()).toBe('503 service-away 1');
    still.clear();
    reply.end('"itself"}');
    expect(await answer).toBe('itself');
  });
});
