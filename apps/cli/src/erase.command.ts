/** `taizhang erase`: decides that a person is erased, and prints the receipt. */
import { erasureIn, tiesOf } from '@taizhang/apps/intake';
import { readModels } from '@taizhang/apps/platform';
import {
  erasureGroundSchema,
  personIdSchema,
  requesterSchema,
  erasePersonRequest,
  type PersonId,
} from '@taizhang/contracts/intake';
import { privacyDecider } from '@taizhang/intake/domain';
import { Refused, derivedId, handle, schemaOf, systemClock } from '@taizhang/kernel';
import type { ActorId, Context, EventLog } from '@taizhang/kernel';
import { carriedOut, migrateErasures } from '@taizhang/platform/service';
import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openLedger } from './ledger';

type Options = Readonly<{
  reason?: string;
  requestedBy: string;
  reference?: string;
  receipt?: true;
  json?: true;
}>;

const flags: Readonly<Record<string, string>> = {
  ground: '--reason',
  requestedBy: '--requested-by',
  reference: '--reference',
};

const refusals: Readonly<Record<string, string>> = {
  'person-unknown': 'Nobody of this id was ever registered.',
  'erasure-retention-runs': 'The law asks to keep it until a day that has not passed.',
  'erasure-cases-open': 'Cases of theirs are open. Restrict the processing instead.',
  'erasure-money-due': 'Money is due between them and us. Restrict the processing instead.',
  'erasure-still-at-work': 'They work here. Let them leave first.',
};

export function eraseCommand(program: Command, context: CliContext): void {
  program
    .command('erase')
    .summary('erase what is known of a person for good')
    .description(
      'Decides that a customer or a member of staff is erased: their keys are destroyed and read ' +
        'models forget them, by the running platform or by the next one that starts. Numbers stay ' +
        'as they are and every seal stays valid. With --receipt it tells what was done.',
    )
    .argument('<person>', 'customer-… or staff-…')
    .option('--reason <ground>', erasureGroundSchema.options.join(', '))
    .option('--requested-by <who>', requesterSchema.options.join(', '), 'person')
    .option('--reference <number>', 'of the request in your files; never a name')
    .option('--receipt', 'print the receipt of an erasure and change nothing')
    .option('--json', 'print it for programs')
    .action((person: string, options: Options) => run(person, options, context));
}

async function run(person: string, options: Options, context: CliContext): Promise<void> {
  const known = personIdSchema.safeParse(person);
  if (!known.success) {
    const sentence = `"${person}" is no id of a person, such as customer-7kx2m9qpa4t1v.`;
    throw new CommandFailed(sentence, exitCodes.wrongInput);
  }
  const { log, pool, close } = await openLedger(context);
  try {
    await migrateErasures(pool);
    if (!options.receipt) await decide(log, pool, known.data, options);
    const receipt = await receiptOf(log, pool, known.data);
    context.out(options.json ? `${JSON.stringify(receipt, null, 2)}\n` : asText(receipt));
  } finally {
    await close();
  }
}

async function decide(log: EventLog, pool: Pool, personId: PersonId, options: Options) {
  const { reason: ground, requestedBy, reference } = options;
  const asked = erasePersonRequest.safeParse({ ground, requestedBy, reference });
  if (!asked.success) {
    const names = asked.error.issues.map(({ path: [field] }) => flags[String(field)]);
    throw new CommandFailed(
      `Say why: ${names.join(' and ')} must be given as "taizhang erase --help" tells.`,
      exitCodes.wrongInput,
    );
  }
  // Told twice: the receipt is what is left to say, however far behind the read models are.
  if ((await log.readStream(personId)).some(({ type }) => type === 'PersonErased')) return;
  await assertCaughtUp(log, pool);
  const rowsOf = async (text: string, values: string[]) => (await pool.query(text, values)).rows;
  const tied = await tiesOf(log, rowsOf, personId);
  const commandId = derivedId('cli erase', randomUUID());
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  const context: Context = { ...ids, channel: 'cli', unit: null };
  const data = { personId, ...asked.data, ...tied };
  const by = 'system-operator' as ActorId;
  const command = { type: 'ErasePerson' as const, data, at: systemClock.now(), by };
  await handle(log, privacyDecider, { stream: personId, command, context }).catch((error) => {
    if (!(error instanceof Refused)) throw error;
    throw new CommandFailed(refusals[error.reason] ?? `Refused: ${error.reason}.`);
  });
}

/** What intake remembers must be all there is. */
async function assertCaughtUp(log: EventLog, pool: Pool): Promise<void> {
  const head = await log.head();
  const stands = await pool.query<{ position: string }>(
    'SELECT position FROM projections.checkpoints WHERE read_model = $1',
    [schemaOf(readModels.find(({ name }) => name === 'intake_memory')!)],
  );
  if (BigInt(stands.rows[0]?.position ?? -1) >= head) return;
  throw new CommandFailed('The read models are behind the log. Start the platform and repeat.');
}

async function receiptOf(log: EventLog, pool: Pool, personId: PersonId) {
  const told = erasureIn(await log.readStream(personId));
  if (!told) throw new CommandFailed('Nobody decided to erase this person.');
  const { decision, subjects } = told;
  const { events, streams, rows } = told.carried ?? (await carriedOut(pool, personId, subjects));
  return { ...decision, events, streams, rows };
}

type Receipt = Awaited<ReturnType<typeof receiptOf>>;

function asText(receipt: Receipt): string {
  const { personId, at, by, ground, requestedBy, reference, completedAt } = receipt;
  const { eventId, revision, events, streams, rows } = receipt;
  const state = completedAt
    ? `completed ${completedAt}: ${events} events in ${streams} streams are unreadable, ${rows} rows recomputed`
    : 'being carried out; a platform that is not running does it when it starts';
  return [
    `${personId} was erased`,
    `  decided ${at} by ${by}, asked for by ${requestedBy}: ${ground}, file ${reference}`,
    `  event ${eventId}, revision ${revision} of its stream`,
    `  ${state}`,
    '  old copies of the keys are unreadable after the next "taizhang keys rotate"',
    '',
  ].join('\n');
}
