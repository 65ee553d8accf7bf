/** Values nobody means well with. Every text carries a mark that no refusal may repeat. */
import fc, { type Arbitrary } from 'fast-check';

export const mark = 'zq9mark';

const anyOf = <T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);

export const hostileText: Arbitrary<string> = fc.oneof(
  anyOf(
    `${mark}'; DROP TABLE ledger.events; --`,
    `${mark}" OR "1"="1`,
    `${mark}\\`,
    `%${mark}_%`,
    `../../../../etc/${mark}`,
    `..%2f..%2f${mark}`,
    `${mark}\0`,
    `\ud800${mark}`,
    `${mark}\udfff`,
    `👩‍👩‍👧‍👦🇨🇳${mark}`,
    `\u202e${mark}\u0000`,
    `\ufeff${mark}`,
    `${mark}\r\nSet-Cookie: a=b`,
    `<script>${mark}</script>`,
    `\${jndi:ldap://${mark}}`,
    `{{7*7}}${mark}`,
    `${mark}İıßŉ`,
    `zalgơ̸̧͓̰̈́́${mark}`,
  ),
  anyOf('', ' ', '\n', '0', '-1', '1e309', 'NaN', 'Infinity', '0x10', '٣', 'null', 'true', '[]'),
  fc.integer({ min: 100, max: 9_000 }).map((length) => mark + '长'.repeat(length)),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => mark + text),
);

/** Dates and instants: impossible, before our era, behind the end of what PostgreSQL knows. */
export const absurdTime: Arbitrary<string> = anyOf(
  '0000-00-00',
  '0000-01-01',
  '0001-01-01',
  '0001-01-02',
  '2026-02-30',
  '2026-13-01',
  '9999-12-31',
  '+275760-09-13',
  '-271821-04-20',
  '2026-01-05T08:00:00Z',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '2026-01-05T24:00:00.000Z',
  '2026-01-05T08:00:60.000Z',
  '2026-01-05T08:00:00.000+99:99',
  'infinity',
  'now',
  '1',
);

const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Cursors that were never given out, some of them decodable. */
export const absurdCursor: Arbitrary<string> = fc.oneof(
  anyOf(...[null, [], {}, 1, [null], [1, 2], [null, null]].map(cursorOf)),
  anyOf(`${mark}`, '====', 'bnVsbA', 'W10', '%00', '\u4e00'),
  fc
    .tuple(fc.oneof(absurdTime, hostileText, fc.constant(null)), hostileText)
    .map(([value, id]) => cursorOf([value, id.slice(0, 60)])),
);

const nested = (depth: number) =>
  JSON.parse(`${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`) as unknown;

export const hostileValue: Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: absurdTime },
  { weight: 1, arbitrary: absurdCursor },
  {
    weight: 3,
    arbitrary: anyOf<unknown>(
      ...[null, true, false, 0, -1, -0, 0.1, 1e308, -1e308, 1e-320, 2 ** 53, 2 ** 63],
      ...[[], {}, [[]], [null], { length: 1 }, { toString: 1 }, { $ne: null }],
      JSON.parse('{"__proto__":{"admin":true}}'),
      { constructor: { prototype: { admin: true } } },
      nested(20),
      nested(2_000),
      Array.from({ length: 3_000 }, (_, index) => index),
    ),
  },
);

/** Not JSON at all, or hardly. */
export const brokenBody: Arbitrary<string | Buffer> = anyOf<string | Buffer>(
  ...['{', '[1,', '"', '{"a":1}{', '{a:1}', "{'a':1}", 'undefined', 'NaN', '\0', '{"a":01}'],
  ...['null', 'true', '1', '[]', '""', '{}', ' ', '{"a":1,"a":2}', `"${mark}"`, '\ufeff{}'],
  ...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', '{"x y":1}'],
  Buffer.from([0x22, 0xff, 0xfe, 0x22]),
  Buffer.from('{"a":1}', 'utf16le'),
  Buffer.alloc(100_000, '['),
  Buffer.alloc(1_048_577, ' '),
);

export const contentType: Arbitrary<string> = anyOf(
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'application/json; charset=utf-16',
  'application/json;;',
  'application/problem+json',
  'text/plain',
  'text/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  ';',
  '*/*',
);

/** Headers by name; whatever stands here replaces what would be right. */
export const hostileHeader: Arbitrary<readonly [string, string]> = fc.oneof(
  headerOf('if-match', '*', '"-1"', '1', '"1","2"', 'W/"0"', '""', `"${mark}"`),
  headerOf('if-match', '"999999999999999"', '"9999999999999999"', '"1e3"', '"0x1"', '" 1"'),
  headerOf('idempotency-key', '', ' ', 'a b', 'é', mark.repeat(40), 'again', '"'),
  headerOf('taizhang-wait-for', '-1', '1e9', '0', '00', '1.5', mark, '18446744073709551616'),
  headerOf('accept-language', '*', ';q=', 'x'.repeat(3_000), 'de', `${mark};q=9`, 'zh-CN,en;q=x'),
  headerOf('traceparent', '00-0-0-0', mark, `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`),
  headerOf('x-correlation-id', mark, '1'.repeat(5_000), '00000000-0000-0000-0000-000000000000'),
  headerOf('x-http-method-override', 'DELETE', mark),
  headerOf('content-encoding', 'gzip', 'identity', mark),
  headerOf('accept', 'text/html', 'image/*', mark, ';'),
  headerOf(
    'authorization',
    'Bearer',
    `Bearer ${mark}`,
    `Bearer ${'.'.repeat(3_000)}`,
    'Bearer a b',
  ),
  headerOf('if-none-match', '*', '"0"'),
  headerOf('range', 'bytes=0-1'),
  headerOf('origin', `https://${mark}.example.cn`),
  headerOf('host', mark),
);

function headerOf(name: string, ...values: string[]): Arbitrary<readonly [string, string]> {
  return anyOf(...values).map((value) => [name, value] as const);
}
