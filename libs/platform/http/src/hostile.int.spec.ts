import { Served } from './served.fixtures';

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());

const json = { 'content-type': 'application/json' };

describe('Hostile input', () => {
  const cases: [string, Buffer, Record<string, string>, number, string][] = [
    ['no JSON', Buffer.from('{text:'), json, 400, 'json-invalid'],
    ['broken UTF-8', Buffer.from([0x22, 0xff, 0x22]), json, 400, 'json-invalid'],
    ['a prototype', Buffer.from('{"text":"x","__proto__":{"a":1}}'), json, 400, 'json-invalid'],
    ['a constructor', Buffer.from('{"constructor":{"prototype":{}}}'), json, 400, 'json-invalid'],
    ['too much', Buffer.alloc(1_100_000, 0x20), json, 413, 'body-too-large'],
    [
      'a form',
      Buffer.from('text=x'),
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'media-type-unsupported',
    ],
    [
      'plain text',
      Buffer.from('x'),
      { 'content-type': 'text/plain' },
      415,
      'media-type-unsupported',
    ],
    ['no media type', Buffer.from('{"text":"x"}'), {}, 415, 'media-type-unsupported'],
    [
      'a malformed media type',
      Buffer.from('{}'),
      { 'content-type': 'json;;/' },
      415,
      'media-type-unsupported',
    ],
    ['a list', Buffer.from('[]'), json, 400, 'request-invalid'],
    ['nothing', Buffer.from('null'), json, 400, 'request-invalid'],
    ['a number for text', Buffer.from('{"text":1e999}'), json, 400, 'request-invalid'],
    ['NUL', Buffer.from('{"text":"a\\u0000b"}'), json, 400, 'request-invalid'],
    [
      'NUL in a name',
      Buffer.from('{"text":"a","anything":{"\\u0000":1}}'),
      json,
      400,
      'request-invalid',
    ],
    ['half a character', Buffer.from('{"text":"\\ud83d"}'), json, 400, 'request-invalid'],
    [
      'deep lists',
      Buffer.from(`{"text":"x","anything":${'['.repeat(500_000)}${']'.repeat(500_000)}}`),
      json,
      400,
      'request-invalid',
    ],
    [
      'deep objects',
      Buffer.from(`{"text":"x","anything":${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}}`),
      json,
      400,
      'request-invalid',
    ],
    ['a long name', Buffer.from(`{"${'n'.repeat(900_000)}":1}`), json, 400, 'request-invalid'],
    [
      'many fields',
      Buffer.from(`{${Array.from({ length: 60_000 }, (_, i) => `"f${i}":1`).join()}}`),
      json,
      400,
      'request-invalid',
    ],
  ];
  it.each(cases)('%s is refused with a problem', async (_, body, headers, status, code) => {
    const answer = await served.post('/api/letters', body, headers);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
    expect(answer.text.length).toBeLessThan(20_000);
  });

  it.each([
    ['/api/letters/%00', 400],
    ['/api/letters/%zz', 400],
    ['/api/letters/%ff', 400],
    [`/api/letters/letter-${'1'.repeat(90)}`, 400],
    [`/api/letters/${'1'.repeat(200)}`, 414],
    ['/api/letters/letter-1/../../..', 404],
    ['/api//search', 404],
    ['/api/search?limit=1&limit=2', 400],
    ['/api/search?limit[a]=2', 400],
    ['/api/search?__proto__=1', 400],
    ['/api/search?limit=%00', 400],
    ['/api/search?%ff=%fe', 400],
  ])('%s is a problem', async (path, status) => {
    const answer = await served.raw(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer chen\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
  });

  it.each([
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['another protocol', 'EHLO mail\r\n\r\n', 400],
    [
      'two lengths',
      'POST /api/letters HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    ['no host', 'GET /api/search HTTP/1.1\r\n\r\n', 400],
  ])('%s is a problem before it is a request', async (_, bytes, status) => {
    const answer = await served.raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).not.toMatch(/^HTTP\/1.1 5/);
  });

  it('in any header is never a failure of ours', async () => {
    const names = [
      'authorization',
      'accept-language',
      'if-match',
      'traceparent',
      'x-correlation-id',
      'taizhang-wait-for',
      'idempotency-key',
      'accept',
      'content-length',
      'expect',
    ];
    const values = [
      'x'.repeat(9_000),
      '\u00e9',
      '"',
      ',;q=,',
      'W/"',
      'Bearer',
      `Bearer ${'.'.repeat(5_000)}`,
      '1e9',
      '-1',
    ];
    for (const name of names) {
      for (const value of values) {
        const answer = await served.raw(
          `GET /api/search HTTP/1.1\r\nHost: x\r\n${name}: ${value}\r\nConnection: close\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1.1 4/);
      }
    }
  });
});
