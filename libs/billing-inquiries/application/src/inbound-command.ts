/** What a fact of others asks of the account it is about. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { AccountCommand } from '@taizhang/billing-inquiries/domain';
import type { InboundType } from '@taizhang/contracts/billing-inquiries';
import { derivedId, type ActorId, type Instant } from '@taizhang/kernel';
import type { KnownAccount } from './known-accounts.projection';

/** Who told it: the system of others under its own name. */
export const teller = (source: string) => `system-${source}` as ActorId;

type Told = Readonly<{
  account: KnownAccount;
  /** Checked against the schema of the type; the account number left out. */
  data: object;
  /** Frozen in advance, should the fact start the clock of a reconnection. */
  promises: readonly FrozenPromise[];
}>;

const commandOf = {
  MeterReadingTaken: 'TakeReading',
  BillIssued: 'IssueBill',
  PaymentReceived: 'ReceivePayment',
  PrepaidBalanceReported: 'ReportBalance',
  SupplyCut: 'RecordCut',
  SupplyReconnected: 'RecordRestoration',
} as const satisfies Record<InboundType, AccountCommand['type']>;

const startsClocks: readonly InboundType[] = [
  'PaymentReceived',
  'PrepaidBalanceReported',
  'SupplyCut',
];

export function deriveCommand(
  { type, at, source }: Readonly<{ type: InboundType; at: Instant; source: string }>,
  { account, data, promises }: Told,
): AccountCommand {
  const { id: accountId, supplyPointId, customerId, area, place } = account;
  const more = {
    ...(startsClocks.includes(type) && { unitId: null, promises }),
    ...(type === 'SupplyCut' && { area, place }),
  };
  const told = { accountId, supplyPointId, customerId, ...inOurWords(data, account), ...more };
  return { type: commandOf[type], at, by: teller(source), data: told } as AccountCommand;
}

const references = ['billId', 'paymentId'];
const referenceLengthMax = 60;

/**
 * Bills and payments are often numbered by the account: references are stored in the open, where
 * nothing may tell whose they are, so part of our own id of the account stands in their place.
 */
function inOurWords(data: object, { id, accountNumber }: KnownAccount): object {
  const ours = id.slice(id.indexOf('-') + 1);
  const withoutNumber = (reference: string) =>
    [accountNumber, accountNumber.replaceAll('-', '')].reduce(
      (text, number) => text.replaceAll(number, ours),
      reference,
    );
  const entries = Object.entries(data).map(([field, value]) => {
    if (!references.includes(field)) return [field, value];
    const reference = withoutNumber(String(value));
    const isTooLong = reference.length > referenceLengthMax;
    return [field, isTooLong ? derivedId(reference) : reference];
  });
  return Object.fromEntries(entries);
}
