/** A small service of two controllers, and the people who use it. */
import 'reflect-metadata';
import { Controller, Get, Global, Module, Post } from '@nestjs/common';
import {
  Conflict,
  LogLockedOut,
  LogUnreachable,
  OutcomeUnknown,
  ReadModelBehind,
  accept,
  handle,
  idFrom,
  refuse,
  type ActorId,
  type Decider,
  type EventLog,
  type Expected,
  type Message,
  type Proposed,
  type Recorded,
  Unreadable,
} from '@taizhang/kernel';
import { z } from 'zod';
import { AUTHENTICATOR, POSITION_WAITER, type Authenticator, type Principal } from './ports';
import { defineProblems, orNotFound } from './problem';
import {
  Command,
  Operation,
  PUBLIC,
  Public,
  Query,
  atRevision,
  type CommandInput,
  type PublicInput,
  type QueryInput,
} from './route';

const person = (name: string, permissions: readonly string[], mustChangePassword = false) =>
  ({
    staffId: `staff-${name}` as ActorId,
    username: name,
    name,
    unitId: 'unit-east',
    roles: [],
    permissions,
    mustChangePassword,
  }) satisfies Principal;

/** Tokens are names here. */
const people: Record<string, Principal> = {
  chen: person('chen', ['letter.read', 'letter.write']),
  wang: person('wang', ['letter.read', 'letter.write']),
  guest: person('guest', []),
  newcomer: person('newcomer', ['letter.read'], true),
};

const authenticator: Authenticator = {
  permissions: ['letter.read', 'letter.write'],
  authenticate: async (token) => people[token] ?? null,
};

/** As much of a log as the kernel's `handle` needs. */
export class LogInMemory implements Pick<EventLog, 'append' | 'readStream'> {
  private readonly events: Recorded[] = [];
  /** Called before each append; may throw what a log throws. */
  disturb: (stream: string) => void = () => undefined;

  async readStream(stream: string) {
    return this.events.filter((event) => event.stream === stream);
  }

  async append(
    stream: string,
    proposed: readonly Proposed[],
    { expected }: { expected: Expected },
  ) {
    this.disturb(stream);
    const last = (await this.readStream(stream)).at(-1);
    const revision = last?.revision ?? -1;
    if (expected !== (last?.revision ?? 'no-stream'))
      throw new Conflict(stream, expected, revision);
    proposed.forEach((event, index) =>
      this.events.push({
        ...event,
        stream,
        revision: revision + 1 + index,
        position: BigInt(this.events.length + 1),
        recordedAt: event.at,
      }),
    );
    const appended = this.events.at(-1)!;
    const { position, recordedAt } = appended;
    return { revision: appended.revision, position, recordedAt, repeated: false };
  }

  last = () => this.events.at(-1);
}

type Letter = { text: string | null };
const letterDecider: Decider<
  Message<'Write' | 'Seal', { text: string }>,
  Letter,
  Message,
  string
> = {
  initialState: { text: null },
  decide: (command, letter) => {
    if (command.data.text === letter.text) return refuse('letter-unchanged');
    return accept({ ...command, type: 'Written' });
  },
  evolve: (_, event) => event.data as Letter,
};

export const letterProblems = defineProblems({
  'letter-unchanged': {
    status: 409,
    title: { zh: '内容未变', en: 'Nothing changed' },
    detail: { zh: '新内容与原内容相同。', en: 'The new text is the old one.' },
    remedy: { zh: '请修改后提交。', en: 'Change it first.' },
  },
});

export const log = new LogInMemory();
/** What the query handler of `/failures/:how` throws. */
const failures: Record<string, () => Error> = {
  bug: () => new Error('the customer "Zhang San" was in the way'),
  unreachable: () => Object.assign(new Error('down'), { code: 'ECONNREFUSED' }),
  away: () => new LogUnreachable('14 UNAVAILABLE: No connection established'),
  locked: () => new LogLockedOut('16 UNAUTHENTICATED'),
  role: () => Object.assign(new Error('password authentication failed'), { code: '28P01' }),
  held: () => Object.assign(new Error('lock timeout'), { code: '55P03' }),
  nameless: () => Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' }),
  deadlock: () => Object.assign(new Error('deadlock detected'), { code: '40P01' }),
  full: () => Object.assign(new Error('could not extend file'), { code: '53100' }),
  slow: () => Object.assign(new Error('statement timeout'), { code: '57014' }),
  unknown: () => new OutcomeUnknown('silence'),
  behind: () => new ReadModelBehind('3 of 4'),
  unreadable: () => new Unreadable('revision 2 comes where revision 1 is due'),
};

const letterId = z.string().regex(/^letter-[0-9a-z]{1,40}$/, 'an id that starts with "letter-"');
const letterParams = z.strictObject({ id: letterId });
const writeRequest = z
  .strictObject({
    text: z.string().trim().min(1).max(200),
    copies: z.int().min(1).max(9).default(1),
    tags: z.array(z.enum(['urgent', 'private'])).default([]),
    anything: z.unknown().optional(),
  })
  .meta({ id: 'WriteLetter' });
const letterSchema = z.object({ id: letterId, text: z.string() }).meta({ id: 'Letter' });
const words = { zh: '信函', en: 'Letters' };

@Controller('letters')
class LettersController {
  @Command({
    path: '/',
    permission: 'letter.write',
    summary: words,
    body: writeRequest,
    creates: true,
    refusals: ['letter-unchanged'],
  })
  async write({ body, command }: CommandInput<{ body: typeof writeRequest }>) {
    const id = idFrom('letter', command.commandId);
    return { id, handled: await this.decide(id, body.text, command) };
  }

  @Command({
    path: ':id/text',
    permission: 'letter.write',
    summary: words,
    params: letterParams,
    body: writeRequest,
    answers: z.object({ copies: z.int() }),
  })
  async rewrite({
    params,
    body,
    command,
  }: CommandInput<{ params: typeof letterParams; body: typeof writeRequest }>) {
    const handled = await this.decide(params.id, body.text, command);
    return { id: params.id, handled, extra: { copies: body.copies } };
  }

  @Command({ path: ':id/seal', permission: 'letter.write', summary: words, params: letterParams })
  async seal({ params, command }: CommandInput<{ params: typeof letterParams }>) {
    return { id: params.id, handled: await this.decide(params.id, 'sealed', command) };
  }

  @Query({
    path: ':id',
    permission: 'letter.read',
    summary: words,
    params: letterParams,
    answers: letterSchema,
  })
  async letter({ params }: QueryInput<{ params: typeof letterParams }>) {
    const last = orNotFound((await log.readStream(params.id)).at(-1));
    return atRevision(last.revision, { id: params.id, text: (last.data as Letter).text! });
  }

  private decide(id: string, text: string, { at, by, context, expected }: CommandInput['command']) {
    const command = { type: 'Write' as const, data: { text }, at, by };
    const known = expected === undefined ? {} : { expected };
    return handle(log as unknown as EventLog, letterDecider, {
      stream: id,
      command,
      context,
      ...known,
    });
  }
}

/** A request that is under way from `begun` until `release` is called. */
function heldUp() {
  let begin!: () => void;
  let release!: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  return { begin, begun, release, released };
}
export const slow = heldUp();

const searchQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10) });
const failureParams = z.strictObject({
  how: z.enum([...Object.keys(failures), 'lie']),
});

@Controller()
class DeskController {
  @Query({
    path: 'search',
    permission: 'letter.read',
    summary: words,
    query: searchQuery,
    answers: z.object({ limit: z.int() }),
  })
  search({ query }: QueryInput<{ query: typeof searchQuery }>) {
    return { limit: query.limit };
  }

  @Query({
    path: 'failures/:how',
    permission: 'letter.read',
    summary: words,
    params: failureParams,
    answers: z.object({ truth: z.string().max(3) }),
  })
  fail({ params }: QueryInput<{ params: typeof failureParams }>) {
    if (params.how === 'lie') return { truth: 'a lie' };
    throw failures[params.how]!();
  }

  @Query({
    path: 'slow',
    permission: 'letter.read',
    summary: words,
    answers: z.object({ answered: z.boolean() }),
  })
  async slow() {
    slow.begin();
    await slow.released;
    return { answered: true };
  }

  @Operation({ path: 'greeting', permission: PUBLIC, summary: words, body: writeRequest })
  greet(_: PublicInput<{ body: typeof writeRequest }>) {
    return;
  }

  @Get('plain')
  @Public()
  plain() {
    return { plain: true };
  }
}

/** Read models that are at position 5 and never move. */
const waitForPosition = async (position: bigint) => position <= 5n;

@Global()
@Module({
  controllers: [LettersController, DeskController],
  providers: [
    { provide: AUTHENTICATOR, useValue: authenticator },
    { provide: POSITION_WAITER, useValue: waitForPosition },
  ],
})
export class LettersModule {}

/** A route nobody declared. */
@Controller('forgotten')
export class ForgetfulController {
  @Post()
  anything() {
    return 'anything';
  }
}
