import { instant, Poison, topicOf, type ActorId, type Published } from '@taizhang/kernel';
import fc from 'fast-check';
import { arrivedFrom, factOf, glanceAt, publishedOf, rawOf, toCloudEvent } from './cloud-event';

const published: Published = {
  id: 'b5a1c1f0-0000-8000-8000-000000000001',
  topic: topicOf('front-desk'),
  key: 'desk-1',
  type: 'Asked',
  version: 2,
  at: instant('2026-01-05T08:00:00.000Z'),
  by: 'staff-1' as ActorId,
  data: { word: '为什么停电？' },
  position: 7n,
  context: {
    ...{ commandId: 'c-1', correlationId: 'c-0', causationId: 'c-0' },
    ...{ channel: 'hotline', unit: null },
  },
};

/** As it comes out of Kafka: everything is bytes. */
const sent = (message: Published) => {
  const { key, value, headers = {} } = toCloudEvent(message, 6n);
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(String(text))]);
  return {
    key: Buffer.from(key),
    value: Buffer.from(String(value)),
    headers: Object.fromEntries(bytes) as Record<string, Buffer>,
  };
};

describe('A published event', () => {
  it('travels as a CloudEvent in binary mode', () => {
    expect(toCloudEvent(published, 6n)).toEqual({
      key: 'desk-1',
      value: '{"word":"为什么停电？"}',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ce_specversion: '1.0',
        ce_id: published.id,
        ce_source: '/taizhang/front-desk',
        ce_type: 'Asked',
        ce_time: '2026-01-05T08:00:00.000Z',
        ce_subject: 'desk-1',
        ce_version: '2',
        ce_position: '7',
        ce_previous: '6',
        ce_actor: 'staff-1',
        ce_commandid: 'c-1',
        ce_correlationid: 'c-0',
        ce_causationid: 'c-0',
        ce_channel: 'hotline',
      },
    });
  });

  it('tells at a glance whom it concerns, and nothing of what it is not', () => {
    const message = sent(published);
    expect(glanceAt(message)).toEqual({ type: 'Asked', position: 7n, previous: 6n });
    for (const name of ['ce_specversion', 'ce_type', 'ce_position', 'ce_commandid']) {
      const { [name]: _, ...headers } = message.headers;
      expect(glanceAt({ ...message, headers })).toBeUndefined();
    }
    for (const name of ['ce_position', 'ce_previous']) {
      const headers = { ...message.headers, [name]: Buffer.from('many') };
      expect(glanceAt({ ...message, headers })).toBeUndefined();
    }
    const { ce_previous: _, ...ofBefore } = message.headers;
    expect(glanceAt({ ...message, headers: ofBefore })).toMatchObject({ previous: 0n });
    expect(glanceAt({ key: null, value: null })).toBeUndefined();
  });

  it('arrives as it was sent, whatever it holds', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1 });
    const origin = fc.record({ source: words, row: fc.nat(), activity: words });
    const optional = fc.record(
      { fingerprint: words, traceparent: words, origin },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        ...[
          words,
          fc.bigInt({ min: 1n, max: 2n ** 63n }),
          fc.option(words),
          optional,
          fc.jsonValue(),
        ],
        (word, position, unit, more, data) => {
          const context = { ...published.context, channel: word, unit, ...more };
          const message = { ...published, position, context, data };
          const same = JSON.parse(JSON.stringify(data));
          expect(publishedOf(sent(message), message.topic)).toEqual({ ...message, data: same });
        },
      ),
    );
  });

  it.each([
    [
      'without headers',
      { ...sent(published), headers: {} },
      /not an event of ours: ce_specversion/,
    ],
    ['without a value', { ...sent(published), value: null }, /not JSON/],
    [
      'with a position that is none',
      { ...sent(published), headers: { ...sent(published).headers, ce_position: 'seven' } },
      /ce_position/,
    ],
    [
      'with a NUL in a header',
      { ...sent(published), headers: { ...sent(published).headers, ce_id: 'a\0' } },
      /names/,
    ],
    [
      'with an origin that is none',
      { ...sent(published), headers: { ...sent(published).headers, ce_origin: '{}' } },
      /ce_origin/,
    ],
    ['with a key that is no name', { ...sent(published), key: Buffer.alloc(501, 'k') }, /names/],
  ])('is poison %s', (_, message, reason) => {
    const reading = () => publishedOf(message, published.topic);
    expect(reading).toThrow(Poison);
    expect(reading).toThrow(reason);
  });
});

describe('A fact from outside', () => {
  const attributes = { specversion: '1.0', id: 'bill-1', source: '/billing', type: 'BillIssued' };
  const fact = { id: 'bill-1', source: '/billing', type: 'BillIssued', data: { fen: 100 } };
  const message = (headers: Record<string, string>, value: string) => ({
    ...{ key: null, headers, value: Buffer.from(value) },
  });
  const binary = Object.fromEntries(
    Object.entries({ ...attributes, time: '2026-01-05T16:00:00+08:00' }).map(([name, value]) => [
      `ce_${name}`,
      value,
    ]),
  );

  it('is read in binary mode, its time in UTC', () => {
    expect(factOf(message(binary, '{"fen":100}'))).toEqual({
      ...fact,
      at: '2026-01-05T08:00:00.000Z',
    });
  });

  it('is read in structured mode', () => {
    const event = { ...attributes, time: '2026-01-05T08:00:00Z', data: { fen: 100 } };
    const headers = { 'Content-Type': 'application/cloudevents+json; charset=utf-8' };
    expect(factOf(message(headers, JSON.stringify(event)))).toEqual({
      ...fact,
      at: '2026-01-05T08:00:00.000Z',
    });
  });

  it.each([
    ['no CloudEvent', message({}, '{}'), /not a CloudEvent: specversion, id, source, type, time/],
    ['no JSON', message(binary, '{'), /not JSON/],
    ['nothing', { key: null, value: null }, /not JSON/],
    ['named with a NUL', message({ ...binary, ce_id: 'bill\0' }, '{}'), /not a CloudEvent: id/],
    ['at no time', message({ ...binary, ce_time: '2026-02-30T00:00:00Z' }, '{}'), /: time/],
    ['in no zone', message({ ...binary, ce_time: '2026-01-01T00:00:00+99:99' }, '{}'), /: time/],
  ])('is poison when it is %s', (_, arrived, reason) => {
    expect(() => factOf(arrived)).toThrow(Poison);
    expect(() => factOf(arrived)).toThrow(reason);
  });

  it('is kept as it came, whatever bytes it is made of', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.option(fc.string()), (bytes, key) => {
        const value = Buffer.from(bytes);
        const arrived = { key: key === null ? null : Buffer.from(key), value, headers: {} };
        expect(arrivedFrom(JSON.parse(JSON.stringify(rawOf(arrived))))).toEqual(arrived);
      }),
    );
  });
});
