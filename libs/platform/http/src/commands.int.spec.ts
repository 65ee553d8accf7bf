import { OutcomeUnknown } from '@taizhang/kernel';
import { log } from './http.fixtures';
import { Served } from './served.fixtures';

const served = new Served();
beforeAll(() => served.start());
afterAll(() => served.stop());

describe('A command', () => {
  it('answers 201 with revision, position, ETag and Location when it creates', async () => {
    const { status, body, headers } = await served.write('first');
    expect({ status, body }).toEqual({
      status: 201,
      body: { id: expect.stringMatching(/^letter-/), revision: 0, position: expect.any(String) },
    });
    expect(headers.get('etag')).toBe('"0"');
    expect(headers.get('taizhang-position')).toBe(body.position);
    expect(headers.get('location')).toBe(`/api/letters/${body.id}`);
    expect(headers.get('idempotent-replayed')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('told twice answers as the first time', async () => {
    const twice = { headers: { 'idempotency-key': 'twice' } };
    const first = await served.write('once', twice);
    const again = await served.write('once', twice);
    expect(again.body).toEqual(first.body);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('is refused under the key of another request, but not under the key of another person', async () => {
    const headers = { 'idempotency-key': 'mine' };
    await served.write('one thing', { headers });
    const other = await served.write('another thing', { headers });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    expect((await served.write('another thing', { headers, as: 'wang' })).status).toBe(201);
  });

  it('is the same request whatever the order of its fields', async () => {
    const send = (body: string) =>
      served.ask('/api/letters', { body, headers: { 'idempotency-key': 'order' } });
    await send('{"text":"x","copies":1}');
    expect((await send('{"copies":1, "text":"x"}')).status).toBe(201);
  });

  it('takes a key of 1 to 255 visible ASCII characters', async () => {
    const missing = await served.ask('/api/letters', { body: { text: 'x' } });
    expect([missing.status, missing.body.code]).toEqual([400, 'idempotency-key-missing']);
    for (const key of ['a b', 'x'.repeat(256), 'é']) {
      const { status, body } = await served.write('x', { headers: { 'idempotency-key': key } });
      expect([status, body.code, body.errors[0].path]).toEqual([
        400,
        'request-invalid',
        'Idempotency-Key',
      ]);
    }
  });

  it('changes a thing only at the revision that was seen', async () => {
    const { body } = await served.write('draft');
    const missing = await served.rewrite(body.id, 'fair copy', {});
    expect([missing.status, missing.body.code]).toEqual([428, 'if-match-missing']);
    const malformed = await served.rewrite(body.id, 'fair copy', { 'if-match': '*' });
    expect([malformed.status, malformed.body.errors[0].path]).toEqual([400, 'If-Match']);

    const changed = await served.rewrite(body.id, 'fair copy', { 'if-match': '"0"' });
    expect([changed.status, changed.body.revision, changed.body.copies]).toEqual([200, 1, 2]);
    const stale = await served.rewrite(body.id, 'too late', { 'if-match': 'W/"0"' });
    expect(stale.body).toMatchObject({ status: 412, code: 'revision-stale', actual: 1 });
    const nowhere = await served.rewrite('letter-nowhere', 'x', { 'if-match': '"0"' });
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'not-found']);
  });

  it('answers the refusal of the domain from the catalogue', async () => {
    const { body } = await served.write('same');
    const refused = await served.rewrite(body.id, 'same', { 'if-match': '"0"' });
    expect([refused.status, refused.body.code, refused.body.title]).toEqual([
      409,
      'letter-unchanged',
      'Nothing changed',
    ]);
  });

  it('needs no body where nothing is asked', async () => {
    const { body } = await served.write('open');
    const seal = (content: unknown, revision: number) =>
      served.ask(`/api/letters/${body.id}/seal`, {
        method: 'POST',
        ...(content !== undefined && { body: content }),
        headers: {
          'idempotency-key': `seal-${revision}-${served.newKey()}`,
          'if-match': `"${revision}"`,
        },
      });
    expect((await seal({ unknown: 1 }, 0)).status).toBe(400);
    expect((await seal('', 0)).status).toBe(200);
    expect((await seal(undefined, 1)).body.code).toBe('letter-unchanged');
  });

  it('says to repeat it when the outcome is unknown', async () => {
    log.disturb = () => {
      throw new OutcomeUnknown();
    };
    const { status, body, headers } = await served.write('into the void');
    log.disturb = () => undefined;
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'outcome-unknown', '1']);
    expect(body.remedy).toContain('same Idempotency-Key');
  });

  it('keeps nothing of a request by which another that says the same could be known', async () => {
    await served.write('13912345678');
    const { fingerprint } = log.last()!.context;
    await served.write('13912345678');
    expect(log.last()!.context.fingerprint).not.toBe(fingerprint);
  });

  it('carries who, from where and why into the event', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await served.write('traced', { headers: { traceparent, 'taizhang-channel': 'portal' } });
    expect(log.last()).toMatchObject({
      by: 'staff-chen',
      context: {
        correlationId: '4bf92f3577b34da6a3ce929d0e0e4736',
        channel: 'portal',
        unit: 'unit-east',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        traceparent,
      },
    });
    await served.write('untraced', {
      headers: { traceparent: '00-0-0-01', 'x-correlation-id': '138-phone' },
    });
    const { context } = log.last()!;
    expect(context.correlationId).toBe(context.commandId);
    expect([context.channel, context.traceparent]).toEqual(['api', undefined]);
  });
});
