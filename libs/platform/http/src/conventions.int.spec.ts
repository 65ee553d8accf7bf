import { Served } from './served.fixtures';

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());

describe('A query', () => {
  it('answers the thing with its revision as ETag', async () => {
    const { body } = await served.write('readable');
    const read = await served.ask(`/api/letters/${body.id}`);
    expect([read.status, read.body, read.headers.get('etag')]).toEqual([
      200,
      { id: body.id, text: 'readable' },
      '"0"',
    ]);
  });

  it('answers 404 for what is not there', async () => {
    const { status, body } = await served.ask('/api/letters/letter-none');
    expect([status, body.code]).toEqual([404, 'not-found']);
  });

  it('waits for a position, and says when the view stays behind', async () => {
    const wait = (position: string) =>
      served.ask('/api/search?limit=3', { headers: { 'taizhang-wait-for': position } });
    expect((await wait('5')).body).toEqual({ limit: 3 });
    const behind = await wait('6');
    expect([behind.status, behind.body.code, behind.headers.get('retry-after')]).toEqual([
      503,
      'view-behind',
      '1',
    ]);
    for (const position of ['-1', 'soon', '9999999999999999999']) {
      expect((await wait(position)).status).toBe(400);
    }
  });

  it('that does not answer as declared fails in tests', async () => {
    expect((await served.ask('/api/failures/lie')).status).toBe(500);
  });
});

describe('A problem', () => {
  it('names each field in plain words and repeats no value', async () => {
    const secret = 'ID card 110101199003078888';
    const { status, body, text } = await served.write(secret.repeat(20), {
      body: { text: secret.repeat(20), copies: 'many', tags: ['loud'], surplus: secret },
    });
    expect([status, body.code]).toEqual([400, 'request-invalid']);
    expect(body.errors).toEqual([
      { in: 'body', path: 'text', message: 'must have at most 200 characters' },
      { in: 'body', path: 'copies', message: 'must be a number' },
      { in: 'body', path: 'tags.0', message: 'must be one of urgent, private' },
      { in: 'body', path: '', message: 'has fields that are not known: surplus' },
    ]);
    expect(text).not.toContain('1101');
  });

  it('is Chinese by default and English when asked', async () => {
    const zh = await served.ask('/api/search?limit=0', {
      headers: { 'accept-language': 'fr, zh-CN;q=0.5' },
    });
    expect(zh.body).toMatchObject({
      type: '/problems/request-invalid',
      title: '提交的内容有误',
      errors: [{ in: 'query', path: 'limit', message: '须不小于 1' }],
    });
    expect(zh.headers.get('content-language')).toBe('zh-CN');
    const id = await served.ask('/api/letters/other-1', { headers: { 'accept-language': 'zh' } });
    expect(id.body.errors[0].message).toBe('须为规定的格式');
    const en = await served.ask('/api/letters/other-1');
    expect(en.body.errors[0].message).toBe('an id that starts with "letter-"');
    expect(en.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('tells nothing of an internal error but its correlation id, and the log no value', async () => {
    const correlation = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const { status, body, text, headers } = await served.ask('/api/failures/bug?limit=secret', {
      headers: { 'x-correlation-id': correlation },
    });
    expect(status).toBe(400); // an unknown query parameter is refused before
    const bug = await served.ask('/api/failures/bug', {
      headers: { 'x-correlation-id': correlation },
    });
    expect(bug.body).toMatchObject({ code: 'internal-error', correlationId: correlation });
    expect(bug.text).not.toContain('Zhang');
    expect([body.code, text.includes('secret'), headers.get('x-correlation-id')]).toEqual([
      'request-invalid',
      false,
      correlation,
    ]);
    const logged = served.lines.filter((line) => line.includes(correlation));
    expect(logged.some((line) => line.includes('"route":"GET /api/failures/:how"'))).toBe(true);
    expect(logged.join()).not.toMatch(/Zhang|secret/);
  });

  it('tells apart what cannot be reached', async () => {
    const { status, body, headers } = await served.ask('/api/failures/unreachable');
    expect([status, body.code, headers.get('retry-after')]).toEqual([
      503,
      'temporarily-unavailable',
      '2',
    ]);
    for (const how of ['away', 'held', 'nameless', 'deadlock', 'full', 'slow']) {
      const { body: answer } = await served.ask(`/api/failures/${how}`);
      expect(answer.code).toBe('temporarily-unavailable');
    }
    expect((await served.ask('/api/failures/unknown')).body.code).toBe('outcome-unknown');
    expect((await served.ask('/api/failures/behind')).body.code).toBe('view-behind');
  });

  it('tells apart a store that does not let us in, and tells operators why', async () => {
    for (const how of ['locked', 'role']) {
      const { status, body, headers } = await served.ask(`/api/failures/${how}`);
      const answer = [status, body.code, headers.get('retry-after')];
      expect(answer).toEqual([503, 'store-locked-out', '30']);
      const logged = served.lines.filter((line) => line.includes(String(body.correlationId)));
      expect(logged.join()).toMatch(/UNAUTHENTICATED|password authentication failed/);
    }
  });

  it('tells apart what was recorded and cannot be read', async () => {
    const { status, body } = await served.ask('/api/failures/unreadable');
    expect([status, body.code]).toEqual([500, 'record-unreadable']);
    expect(body.correlationId).toBeDefined();
  });
});

describe('Whoever', () => {
  it('is not signed in is refused', async () => {
    for (const as of [null, 'nobody', 'chen more']) {
      const { status, body, headers } = await served.ask('/api/search', { as });
      expect([status, body.code, headers.get('www-authenticate')]).toEqual([
        401,
        'not-signed-in',
        'Bearer',
      ]);
    }
  });

  it('lacks the permission is refused', async () => {
    const { status, body } = await served.ask('/api/search', { as: 'guest' });
    expect([status, body.code, body.permission]).toEqual([403, 'not-permitted', 'letter.read']);
  });

  it('must change the password is refused everything else', async () => {
    const { status, body } = await served.ask('/api/search', { as: 'newcomer' });
    expect([status, body.code]).toEqual([403, 'password-change-required']);
  });

  it('asks for a public route needs nothing', async () => {
    expect((await served.ask('/api/plain', { as: null })).body).toEqual({ plain: true });
    expect((await served.ask('/api/greeting', { as: null, body: { text: 'hello' } })).status).toBe(
      204,
    );
  });
});
