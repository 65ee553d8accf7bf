/**
 * Facts that systems of others tell us: meter reading, billing, collection. One versioned schema a
 * type, the same over HTTP and over the inbound topic; the account is named by its number (户号),
 * which is all those systems know. Unknown fields are refused, so that nothing is lost unnoticed.
 */
import { toldDateSchema } from '@taizhang/kernel';
import { z } from 'zod';
import { balanceFields, billFields, paymentFields, readingFields } from './account.events';
import { cutCauseSchema } from './account.terms';

const account = { accountNumber: z.string().regex(/^[0-9A-Z-]{4,20}$/) };

const billDays = { from: toldDateSchema, until: toldDateSchema, dueOn: toldDateSchema };

type Definition = Readonly<{ meaning: string; version: number; data: z.ZodObject }>;

export const inboundFacts = {
  MeterReadingTaken: {
    meaning: 'The register of the meter was read; `at` is when.',
    version: 1,
    data: z.strictObject({ ...account, ...readingFields }),
  },
  BillIssued: {
    meaning: 'A bill went out.',
    version: 1,
    data: z.strictObject({ ...account, ...billFields, ...billDays }),
  },
  PaymentReceived: {
    meaning: 'Money came in.',
    version: 1,
    data: z.strictObject({ ...account, ...paymentFields }),
  },
  PrepaidBalanceReported: {
    meaning: 'What is left on a prepaid meter, below 0 when it is overdrawn.',
    version: 1,
    data: z.strictObject({ ...account, ...balanceFields }),
  },
  SupplyCut: {
    meaning: 'The switch of the meter was opened.',
    version: 1,
    data: z.strictObject({ ...account, cause: cutCauseSchema }),
  },
  SupplyReconnected: {
    meaning: 'The switch of the meter was closed again.',
    version: 1,
    data: z.strictObject({ ...account }),
  },
} satisfies Record<string, Definition>;

export type InboundType = keyof typeof inboundFacts;
export const inboundTypes = Object.keys(inboundFacts) as readonly InboundType[];
export type InboundDataOf<Type extends InboundType> = z.output<(typeof inboundFacts)[Type]['data']>;

/** One of each, for documentation and tests. */
export const inboundExamples: { readonly [Type in InboundType]: InboundDataOf<Type> } = {
  MeterReadingTaken: {
    accountNumber: '3301000012',
    registerWh: 12_845_300,
    method: 'remote',
  },
  BillIssued: {
    accountNumber: '3301000012',
    billId: 'B202610-000012',
    from: '2026-10-01',
    until: '2026-10-31',
    energyWh: 216_000,
    tariff: 'resident',
    amountFen: 12_059,
    dueOn: '2026-11-20',
  },
  PaymentReceived: {
    accountNumber: '3301000012',
    paymentId: 'P20261112-88031',
    amountFen: 12_059,
    means: 'app',
  },
  PrepaidBalanceReported: { accountNumber: '3301000012', balanceFen: -320 },
  SupplyCut: { accountNumber: '3301000012', cause: 'prepaid-balance' },
  SupplyReconnected: { accountNumber: '3301000012' },
};
