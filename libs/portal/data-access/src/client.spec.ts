import { createClient, type Handled } from './client';
import { isProblem, problemOf } from './problem';
import { createSessionStore, type Principal } from './session';

const principal = { staffId: 'staff-1', permissions: [] } as unknown as Principal;

type Answer = Readonly<{ status?: number; body?: unknown; headers?: Record<string, string> }>;

/** A client whose server gives these answers in turn, and what it was sent. */
function connected(...answers: (Answer | Error)[]) {
  const session = createSessionStore(undefined);
  session.begin({ token: 'token-1', expiresAt: '2026-01-01T00:00:00.000Z', principal });
  const sent: { path: string; init: RequestInit; headers: Headers }[] = [];
  const fetch = async (path: unknown, init: RequestInit = {}) => {
    sent.push({ path: String(path), init, headers: new Headers(init.headers) });
    const answer = answers.shift() ?? {};
    if (answer instanceof Error) throw answer;
    const { status = 200, body = {}, headers = {} } = answer;
    return new Response(status === 204 ? null : JSON.stringify(body), { status, headers });
  };
  const client = createClient({
    session,
    fetch: fetch as typeof globalThis.fetch,
    language: () => 'zh-CN',
  });
  return { client, session, sent };
}

describe('a question', () => {
  it('carries the token, the language and what was asked', async () => {
    const { client, sent } = connected();
    await client.get('/complaints', { query: { list: 'mine', status: undefined, cursor: '' } });
    expect(sent[0]!.path).toBe('/api/complaints?list=mine');
    expect(sent[0]!.headers.get('authorization')).toBe('Bearer token-1');
    expect(sent[0]!.headers.get('accept-language')).toBe('zh-CN');
    expect(sent[0]!.headers.has('taizhang-wait-for')).toBe(false);
  });

  it('waits for one’s own last command', async () => {
    const { client, sent } = connected(
      { headers: { 'taizhang-position': '42' } },
      { headers: { 'taizhang-position': '41' } }, // an earlier answer that came later
      {},
      {},
    );
    await client.command('/contacts', { key: 'k1' });
    await client.command('/contacts', { key: 'k2' });
    await client.get('/workbench');
    await client.get('/operations/read-models', { afterOwnCommands: false });
    expect(sent[2]!.headers.get('taizhang-wait-for')).toBe('42');
    expect(sent[3]!.headers.has('taizhang-wait-for')).toBe(false);
  });
});

describe('a command', () => {
  it('carries its key, and the revision it was decided on', async () => {
    const { client, sent } = connected({ status: 201, body: { id: 'contact-1', revision: 0 } });
    const handled = await client.command<Handled>('/contacts/contact-1/answer', {
      body: { answer: '好' },
      revision: 0,
      key: 'key-1',
    });
    expect(handled.id).toBe('contact-1');
    expect(sent[0]!.init).toMatchObject({ method: 'POST', body: '{"answer":"好"}' });
    expect(sent[0]!.headers.get('idempotency-key')).toBe('key-1');
    expect(sent[0]!.headers.get('if-match')).toBe('"0"');
  });

  it('names no revision where something new is created', async () => {
    const { client, sent } = connected();
    await client.command('/contacts', { key: 'key-1' });
    expect(sent[0]!.headers.has('if-match')).toBe(false);
  });
});

describe('a refusal', () => {
  it('is thrown with its code, words and fields', async () => {
    const errors = [{ path: ['phones', 0], message: '格式不对' }];
    const body = { code: 'invalid-request', title: '请求有误', remedy: '请更正', errors };
    const { client } = connected({ status: 400, body });
    const error: unknown = await client.get('/x').catch((thrown: unknown) => thrown);
    expect(problemOf(error)).toMatchObject({
      code: 'invalid-request',
      status: 400,
      title: '请求有误',
      remedy: '请更正',
      errors: [{ path: 'phones.0', message: '格式不对' }],
    });
  });

  it('tells what operators find it by, and for how long to wait', async () => {
    const body = { code: 'temporarily-unavailable', correlationId: 'c0ffee-1' };
    const { client } = connected(
      { status: 503, body, headers: { 'retry-after': '5' } },
      { status: 503, body: { code: 'read-model-behind' } },
    );
    const told = async () => problemOf(await client.get('/workbench').catch((error) => error));
    expect(await told()).toMatchObject({ correlationId: 'c0ffee-1', waitSeconds: 5 });
    expect(await told()).toMatchObject({ correlationId: '', waitSeconds: null });
  });

  it('ends the session when the token no longer holds', async () => {
    const { client, session } = connected({ status: 401, body: { code: 'not-signed-in' } });
    await expect(client.get('/workbench')).rejects.toThrow();
    expect(session.current()).toBeNull();
    expect(session.hasRunOut()).toBe(true);
  });

  it('of a wrong password ends nothing', async () => {
    const { client, session } = connected({ status: 401, body: { code: 'sign-in-failed' } });
    await expect(client.ask('/auth/sign-in', {})).rejects.toThrow();
    expect(session.current()).not.toBeNull();
  });

  it('is told apart from no answer and from a stranger’s answer', async () => {
    const { client } = connected(new TypeError('fetch failed'), { status: 502, body: '<html>' });
    const none: unknown = await client.get('/x').catch((thrown: unknown) => thrown);
    const strange: unknown = await client.get('/x').catch((thrown: unknown) => thrown);
    expect(isProblem(none, 'no-connection')).toBe(true);
    expect(isProblem(strange, 'unreadable-answer')).toBe(true);
  });
});
