/** `taizhang replay`: a case, an archive or a scorecard as it was known, and what changed since. */
import { historyKindOf, historyKinds, type HistoryDifference } from '@taizhang/contracts/views';
import { instant, type Instant } from '@taizhang/kernel';
import {
  Histories,
  asOf,
  difference,
  linksIn,
  type AsOf,
  type History,
} from '@taizhang/views/history';
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { CommandFailed, exitCodes, type CliContext } from './command';
import { openLedger } from './ledger';
import { withoutPersonal } from './personal-mask';
import { number } from './progress';
import { recordLook } from './recorded-look';
import { assertNotRestricted } from './restricted-person';

type Basis = 'occurred' | 'recorded';
type Options = Readonly<{
  at?: string;
  and?: string;
  basis: Basis;
  personal?: true;
  restricted?: true;
  json?: true;
}>;

export function replayCommand(program: Command, context: CliContext): void {
  program
    .command('replay')
    .summary('show a case, an archive or a scorecard as it was known at an instant')
    .description(
      'Shows a case, a customer’s archive or a scorecard as it was known at an instant, computed ' +
        'from its own streams. With --and, what changed between the two instants and through whom.',
    )
    .argument('<id>', `an id that begins with ${historyKinds.join('-, ')}-`)
    .option('--at <instant>', 'e.g. 2026-03-05T10:00+08:00; now unless told')
    .option('--and <instant>', 'compare with this instant, or with "now"')
    .addOption(
      new Option('--basis <clock>', 'as it occurred, or as it was recorded')
        .choices(['occurred', 'recorded'])
        .default('occurred'),
    )
    .option('--personal', 'show personal data instead of ‹personal›')
    .option('--restricted', 'also of a customer under restriction, for whoever answers for it')
    .option('--json', 'print it for programs')
    .action(async (id: string, options: Options) => {
      const asked = askedFor(id, options);
      const history = await historyOf(id, context, { ...options, until: lastOf(asked) });
      const answer = answerOf(history, asked, options.basis);
      const shown = options.personal ? answer : (withoutPersonal(answer) as Answer);
      context.out(options.json ? `${JSON.stringify(shown, null, 2)}\n` : asText(id, shown));
    });
}

type Asked = Readonly<{ at: Instant | null; and?: Instant | null }>;
type Answer = Readonly<{ asOf: AsOf; difference?: HistoryDifference }>;

/** @throws CommandFailed when the id or an instant cannot be read */
function askedFor(id: string, { at, and }: Options): Asked {
  if (!historyKindOf(id)) {
    const sentence = `"${id}" has no history. Give an id that begins with ${historyKinds.join('-, ')}-.`;
    throw new CommandFailed(sentence, exitCodes.wrongInput);
  }
  const asked = { at: at === undefined ? null : instantIn(at) };
  return and === undefined ? asked : { ...asked, and: and === 'now' ? null : instantIn(and) };
}

/** The last instant asked about; null for the present. */
const lastOf = ({ at, and = at }: Asked): Instant | null =>
  at === null || and === null ? null : at > and ? at : and;

const instantShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** JavaScript would take the 30th of February for the 2nd of March. */
const dayExists = (text: string) => z.iso.date().safeParse(text.slice(0, 10)).success;

function instantIn(text: string): Instant {
  const ms = instantShape.test(text) && dayExists(text) ? Date.parse(text) : NaN;
  // Near the ends of what four digits can say, UTC needs more of them.
  if (!Number.isNaN(ms) && instant(ms).length === 24) return instant(ms);
  throw new CommandFailed(
    `"${text}" is no instant. Write it with its offset, e.g. 2026-03-05T10:00+08:00.`,
    exitCodes.wrongInput,
  );
}

/** @throws CommandFailed when there is no such thing, or links are not known yet */
async function historyOf(
  id: string,
  context: CliContext,
  { personal, restricted, until }: Options & Readonly<{ until: Instant | null }>,
): Promise<History> {
  const { log, pool, close } = await openLedger(context);
  try {
    const history = await new Histories(log, linksIn(pool)).of(id, until);
    if (!history) throw new CommandFailed(`There is no ${id} in this ledger.`);
    // What was taken for theirs at first may be somebody else's.
    const streams = new Set(history.events.map(({ stream }) => stream));
    if (personal && !restricted) await assertNotRestricted(log, [...streams], 'shows');
    const look = { operation: 'taizhang replay', kind: 'history', subject: id } as const;
    if (personal) await recordLook(pool, look);
    return history;
  } catch (error) {
    // An undefined table: the read model of links was never built.
    if ((error as { code?: string }).code !== '42P01') throw error;
    throw new CommandFailed(
      'What belongs to a customer is not known yet. Run: taizhang rebuild customer_links billing_views.',
    );
  } finally {
    await close();
  }
}

function answerOf(history: History, { at, and }: Asked, basis: Basis): Answer {
  const known = asOf(history, at === null ? null : { at, basis });
  if (!known) throw new CommandFailed(`Nothing was known of ${history.id} at that instant.`);
  if (and === undefined) return { asOf: known };
  const [from, to] = at === null ? [and, null] : [at, and];
  if (from === null) throw new CommandFailed('Now and now are the same.', exitCodes.wrongInput);
  return { asOf: known, difference: difference(history, { from, to, basis }) };
}

function asText(id: string, { asOf: { at, basis, last, state, cost }, difference: found }: Answer) {
  const when = at === null ? 'now' : `at ${at} (as ${basis})`;
  return [
    `${id} ${when}`,
    `  last known: ${last.type} by ${last.by}, ${last.at}`,
    ...Object.entries(state as object).map(([field, value]) => `  ${field}: ${written(value)}`),
    ...(found ? differenceText(found) : []),
    `Computed from ${number(cost.streams)} streams, ${number(cost.events)} events` +
      `${cost.streamsLeftOut ? `; ${number(cost.streamsLeftOut)} streams left out` : ''}.`,
    '',
  ].join('\n');
}

function differenceText(difference: HistoryDifference): string[] {
  const { from, to, parts, partsLeftOut, steps, stepsLeftOut } = difference;
  const counts =
    `${number(parts.length + partsLeftOut)} parts, ` +
    `${number(steps.length + stepsLeftOut)} events`;
  return [
    `Changed from ${from} to ${to ?? 'now'}: ${counts}`,
    ...parts.flatMap(({ id, became, changes }) => [
      `  ${id} ${became}`,
      ...changes.map(({ field, before, after, through }) => {
        const by = through ? ` (${through.type} by ${through.by}, ${through.at})` : '';
        return `    ${field}: ${written(before)} → ${written(after)}${by}`;
      }),
    ]),
    ...(partsLeftOut ? [`  ${number(partsLeftOut)} more parts, which changed earlier`] : []),
  ];
}

const written = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
