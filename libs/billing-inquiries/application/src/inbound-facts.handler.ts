/**
 * Takes in facts that systems of others tell, one by one, each with its own verdict. It is the
 * same for the HTTP batch and for the inbound topic; told again, a fact is a duplicate.
 */
import {
  inboundFacts,
  inboundTypes,
  type FactVerdict,
  type InboundType,
} from '@taizhang/contracts/billing-inquiries';
import { derivedId, toldInstantSchema, type InboundFact } from '@taizhang/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { DecideAccount } from './decide-account.handler';
import { deriveCommand } from './inbound-command';
import { InquiryPromises } from './inquiry-promises';
import { KNOWN_ACCOUNTS, type KnownAccounts } from './known-accounts.projection';

export const FACT_NAMES = Symbol('FactNames');

/** Others number bills by the account: what they call a fact is not written down. */
export interface FactNames {
  /**
   * The same for the same words, as long as the person is not erased; afterwards nobody can work
   * out what they were. Null of whom was erased.
   */
  nameUnder(personId: string, words: string): Promise<string | null>;
}

/** A value as its schema makes it, or what is wrong with it by field. */
export type Check = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
) => Readonly<{ data: z.output<Schema> } | { reasons: FactVerdict['reasons'] }>;

export type Taken = Readonly<{ verdict: FactVerdict; position: bigint | null }>;

@Injectable()
export class InboundFactsHandler {
  constructor(
    private readonly bus: CommandBus,
    private readonly promises: InquiryPromises,
    @Inject(KNOWN_ACCOUNTS) private readonly accounts: KnownAccounts,
    @Inject(FACT_NAMES) private readonly names: FactNames,
  ) {}

  /** Types that are ours; facts of other types are somebody else's business. */
  readonly types: readonly string[] = inboundTypes;

  /** Whose account it is; null where intake never connected it, or its owner was erased. */
  async customerOf(accountNumber: string | null): Promise<string | null> {
    const account = accountNumber === null ? null : await this.accounts.byNumber(accountNumber);
    return account?.customerId ?? null;
  }

  /**
   * @param check in the words of whoever told it
   * @throws only what is no verdict: a log that does not answer, a lost race
   */
  async take(fact: InboundFact, check: Check = plainly): Promise<Taken> {
    const { id, source, type } = fact;
    const told = (verdict: FactVerdict['verdict'], reasons: FactVerdict['reasons'] = []) =>
      ({ verdict: { id, source, verdict, reasons }, position: null }) as const;
    if (!isInboundType(type)) return told('unknown-type');
    const head = check(headSchema, fact);
    if ('reasons' in head) return told('invalid', head.reasons);
    const parsed = check(inboundFacts[type].data, fact.data);
    if ('reasons' in parsed) return told('invalid', parsed.reasons);
    const { accountNumber, ...data } = parsed.data;
    const account = await this.accounts.byNumber(accountNumber);
    const name = account && (await this.names.nameUnder(account.customerId, `${source} ${id}`));
    if (!account || name === null) return told('unknown-account');
    const promises = this.promises.forReconnection(fact.at, null);
    const command = deriveCommand({ type, at: fact.at, source }, { account, data, promises });
    const commandId = derivedId('inbound', name);
    const context = {
      ...{ commandId, correlationId: commandId, causationId: commandId },
      channel: 'inbound',
      unit: null,
    };
    const formerId = derivedId('inbound', source, id);
    const handled = await this.bus.execute(
      new DecideAccount(command, context, undefined, formerId),
    );
    const verdict = handled.repeated || handled.events.length === 0 ? 'duplicate' : 'accepted';
    return { ...told(verdict), position: handled.position };
  }
}

/** For the topic, where nobody reads sentences. */
const plainly: Check = (schema, value) => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data };
  const { issues } = parsed.error;
  return { reasons: issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
};

/** The source becomes the name of who acted. */
const headSchema = z.object({
  source: z.string().regex(/^[a-z0-9-]{1,40}$/),
  at: toldInstantSchema,
});

const isInboundType = (type: string): type is InboundType =>
  (inboundTypes as readonly string[]).includes(type);
