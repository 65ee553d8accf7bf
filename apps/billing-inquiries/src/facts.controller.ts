/** The door for systems of others: facts in batches, each with its own verdict. */
import { InboundFactsHandler } from '@taizhang/billing-inquiries/application';
import { factVerdictSchema, recordFactsRequest } from '@taizhang/contracts/billing-inquiries';
import { Operation, checkIn, languageOf, type QueryInput } from '@taizhang/platform/http';
import { Controller, Headers } from '@nestjs/common';
import { z } from 'zod';

@Controller()
export class FactsController {
  constructor(private readonly facts: InboundFactsHandler) {}

  @Operation({
    path: 'inbound/facts',
    permission: 'facts.write',
    summary: {
      zh: '报送外部系统的事实：抄表、账单、缴费、余额、停复电',
      en: 'Tell facts of other systems: readings, bills, payments, balances, cuts',
    },
    body: recordFactsRequest,
    answers: z.object({
      items: z.array(factVerdictSchema),
      /** To wait for when reading what was accepted; null when nothing was. */
      position: z.string().nullable(),
    }),
  })
  async record(
    { body: { facts } }: QueryInput<{ body: typeof recordFactsRequest }>,
    @Headers('accept-language') accepted?: string,
  ) {
    const taken = [];
    const check = checkIn(languageOf(accepted));
    // One after the other: facts of one account come in their order.
    for (const fact of facts) taken.push(await this.facts.take(fact, check));
    const positions = taken.flatMap(({ position }) => (position === null ? [] : [position]));
    const last = positions.reduce<bigint>((a, b) => (a > b ? a : b), 0n);
    return {
      items: taken.map(({ verdict }) => verdict),
      position: last === 0n ? null : String(last),
    };
  }
}
