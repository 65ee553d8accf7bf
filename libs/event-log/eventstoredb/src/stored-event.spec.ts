import { eventOf } from '@taizhang/event-log/compliance';
import type { Instant } from '@taizhang/kernel';
import { isOurs, sentOf } from './stored-event';

const [sent] = sentOf([eventOf()], '2026-01-05T08:00:00.000Z' as Instant);
const metadata = JSON.parse(JSON.stringify(sent!.metadata)) as Record<string, unknown>;
const stream = 'complaint-1';

it('an event that was written here is ours, and nothing of the server’s is', () => {
  expect(isOurs({ stream, metadata })).toBe(true);
  expect(isOurs({ stream: '$$complaint-1', metadata })).toBe(false);
});

it.each(['taizhang', 'id', 'version', 'at', 'by', 'recordedAt', 'context'])(
  'one that only looks like it is a stranger’s: without %s',
  (field) => {
    expect(isOurs({ stream, metadata: { ...metadata, [field]: null } })).toBe(false);
  },
);

it.each([undefined, null, 'a text', new Uint8Array([1]), [], 7])(
  'whatever its metadata is: %p',
  (odd) => expect(isOurs({ stream, metadata: odd })).toBe(false),
);
