/** `taizhang parked`: what could not be taken in, by read models and consumers alike. */
import { readModels } from '@taizhang/apps/platform';
import { ParkingLot, migrateParking } from '@taizhang/exchange/parking';
import { schemaOf, type EventLog, type ParkedKey } from '@taizhang/kernel';
import {
  listParkedRows,
  migrateProjections,
  retryParked,
  type ParkedRow,
} from '@taizhang/projections';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openLedger } from './ledger';

type Parked = Readonly<{ rows: readonly ParkedRow[]; keys: readonly ParkedKey[] }>;
type Json = Readonly<{ json?: true }>;

export function parkedCommand(program: Command, context: CliContext): void {
  const parked = program
    .command('parked')
    .summary('tell what could not be taken in; try it again or give it up')
    .description(
      'What cannot be taken in parks its own key: later events or messages of the key queue ' +
        'behind it in order, everything else goes on, and nothing is skipped.',
    );
  parked
    .command('list')
    .description('every parked key; exit code 1 if there is any')
    .option('--json', 'print it for programs')
    .action((options: Json) => list(context, options));
  parked
    .command('show')
    .description('everything that is known of a parked key')
    .argument('<name>', 'the consumer or the read model, e.g. customer_archive_v3')
    .argument('<key>', 'the key, as the list tells it')
    .action((name: string, key: string) => show(context, name, key));
  parked
    .command('retry')
    .description('handle what waits in order; what still fails stays parked')
    .argument('<name>', 'the consumer or the read model')
    .argument('[key]', 'the key; all of the name unless told')
    .action((name: string, key?: string) => retry(context, name, key));
  parked
    .command('discard')
    .description('give up the messages of a consumer that wait under a key')
    .argument('<consumer>')
    .argument('<key>')
    .requiredOption('--reason <text>', 'why; kept, so nothing personal')
    .requiredOption('--by <who>', 'who decided so, e.g. staff-7')
    .action((consumer: string, key: string, why: { reason: string; by: string }) =>
      discard(context, consumer, key, why),
    );
}

type Place = Readonly<{ log: EventLog; pool: Pool; lot: ParkingLot }>;

async function within<T>(context: CliContext, work: (place: Place) => Promise<T>): Promise<T> {
  const { log, pool, close } = await openLedger(context);
  try {
    await migrateProjections(pool);
    await migrateParking(pool);
    return await work({ log, pool, lot: new ParkingLot(pool) });
  } finally {
    await close();
  }
}

const everythingParked = async ({ pool, lot }: Place): Promise<Parked> => ({
  rows: await listParkedRows(pool),
  keys: await lot.list(),
});

/** @throws CommandFailed where nothing is */
async function parkedAt({ pool, lot }: Place, name: string, key?: string): Promise<Parked> {
  const wanted = key === undefined ? { readModel: name } : { readModel: name, key };
  const [rows, keys] = [await listParkedRows(pool, wanted), await lot.list()];
  const found = { rows, keys: keys.filter(isOf(name, key)) };
  if (found.rows.length + found.keys.length === 0) throw nothingParked(name, key);
  return found;
}

async function list(context: CliContext, { json }: Json): Promise<void> {
  const { rows, keys } = await within(context, everythingParked);
  context.out(json ? asJson([...rows, ...keys]) : asText({ rows, keys }));
  if (rows.length + keys.length > 0) context.endWith(exitCodes.failed);
}

async function show(context: CliContext, name: string, key: string): Promise<void> {
  const { rows, keys } = await within(context, (place) => parkedAt(place, name, key));
  context.out(asJson([...rows, ...keys]));
}

async function retry(context: CliContext, name: string, key?: string): Promise<void> {
  await within(context, async (place) => {
    const { rows, keys } = await parkedAt(place, name, key);
    for (const row of rows) {
      if (context.signal.aborted) throw new CommandFailed('Stopped.', exitCodes.stopped);
      context.out(await retryRow(place, row, context));
    }
    for (const { consumer, key: one } of keys) {
      await place.lot.request(consumer, one);
      context.out(`${consumer} ${one}: asked for; whoever runs the consumer tries it at once\n`);
    }
  });
}

async function retryRow({ log, pool }: Place, row: ParkedRow, context: CliContext) {
  const { readModel, table, kind, key } = row;
  const model = readModels.find((one) => schemaOf(one) === readModel);
  const name = `${readModel} ${table} ${key}`;
  if (!model) {
    context.endWith(exitCodes.failed);
    return `${name}: not a read model of this release; it goes when that one is rebuilt\n`;
  }
  const isFree = await retryParked(log, pool, model, { table, kind, key });
  if (!isFree) context.endWith(exitCodes.failed);
  return `${name}: ${isFree ? 'taken in, and up to date' : 'still cannot be taken in'}\n`;
}

async function discard(
  context: CliContext,
  consumer: string,
  key: string,
  { reason, by }: Readonly<{ reason: string; by: string }>,
): Promise<void> {
  if (reason.trim().length < 3) {
    throw new CommandFailed('Say why, in three characters or more.', exitCodes.wrongInput);
  }
  const count = await within(context, async (place) => {
    const { rows, keys } = await everythingParked(place);
    if (rows.some((row) => row.readModel === consumer) && !keys.some(isOf(consumer, key))) {
      const why = 'Events cannot be given up: a read model shows all of the log or is wrong.';
      throw new CommandFailed(`${why} Try them again once the program is mended.`);
    }
    return place.lot.discard(consumer, key, { by, reason: reason.trim() });
  });
  if (count === 0) throw nothingParked(consumer, key);
  context.out(`Given up: ${count} messages of ${key} at ${consumer}. It is on record.\n`);
}

const isOf = (name: string, key?: string) => (one: ParkedKey) =>
  one.consumer === name && (key === undefined || one.key === key);

const nothingParked = (name: string, key?: string) =>
  new CommandFailed(
    `Nothing is parked at ${name}${key === undefined ? '' : ` under ${key}`}. ` +
      'taizhang parked list tells what is.',
    exitCodes.wrongInput,
  );

const asJson = (items: readonly object[]): string =>
  `${JSON.stringify(items, (_, value) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`;

function asText({ rows, keys }: Parked): string {
  if (rows.length + keys.length === 0) return 'Nothing is parked.\n';
  const lines = [
    ...rows.map((row) => ({ ...row, where: `${row.readModel} ${row.table}` })),
    ...keys.map((one) => ({ ...one, where: one.consumer })),
  ].map(
    ({ where, key, type, reason, waiting, parkedAt }) =>
      `  ${where} ${key}: ${type}, ${waiting} waiting since ${parkedAt}\n    ${reason}`,
  );
  return `Parked keys: ${lines.length}\n${lines.join('\n')}\n`;
}
