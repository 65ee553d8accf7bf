/** Of two copies one takes events in; the readers of the other are told what was parked as well. */
import { createPostgresEventLog, migrateEventLog } from '@taizhang/event-log/postgres';
import {
  derivedId,
  instant,
  projection,
  systemClock,
  type ActorId,
  type Message,
  type ReadModel,
} from '@taizhang/kernel';
import { createTestDatabase, type TestDatabase } from '@taizhang/platform/database/testing';
import type { GuardedLog } from '@taizhang/vault';
import { ProjectionsService } from './projections.service';

type Counted = Message<'Counted', { by: number }>;
const counts = projection<Readonly<{ id: string; total: number }>, Counted>({
  table: 'counts',
  columns: { id: { type: 'text' }, total: { type: 'integer' } },
  types: ['Counted'],
  keysOf: ({ stream }) => [stream],
  evolve(row, { data }, id) {
    if (data.by < 0) throw new Error('this was not foreseen');
    return { id, total: (row?.total ?? 0) + data.by };
  },
});
const counting: ReadModel = { name: 'counting', version: 1, tables: [counts] };

let database: TestDatabase;
let log: GuardedLog & { close(): Promise<void> };
let copies: readonly ProjectionsService[];

beforeEach(async () => {
  database = await createTestDatabase();
  await migrateEventLog(database.pool);
  const plain = createPostgresEventLog({ pool: database.pool, clock: systemClock, pollMs: 100 });
  log = plain as unknown as typeof log;
  copies = [1, 2].map(() => new ProjectionsService(log, database.pool, [counting]));
  await Promise.all(copies.map((copy) => copy.start()));
});
afterEach(async () => {
  await Promise.all(copies.map((copy) => copy.onApplicationShutdown()));
  await log.close();
  await database.drop();
});

async function count(stream: string, by: number): Promise<bigint> {
  const commandId = derivedId('count', `${stream} ${by}`);
  const context = { commandId, correlationId: commandId, causationId: commandId };
  const at = instant('2026-03-01T01:00:00.000Z');
  const counted = { type: 'Counted', data: { by }, at, by: 'staff-1' as ActorId, version: 1 };
  const event = { ...counted, id: derivedId(commandId, '0') };
  const whole = { ...event, context: { ...context, channel: 'test', unit: null } };
  await log.append(stream, [whole], { expected: 'any' });
  return log.head();
}

it('at once, whatever was found a moment ago', async () => {
  for (let number = 1; number <= 3; number++) {
    // Believed from now on, had nobody waited.
    await Promise.all(copies.map((copy) => copy.parked.in([counts])));
    const position = await count(`count-${number}`, -1);
    for (const copy of copies) {
      expect(await copy.waitFor(position, 20_000)).toBe(true);
      expect(await copy.parked.in([counts])).toMatchObject({ waiting: number });
    }
  }
});
