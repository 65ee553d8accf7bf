/** What a fact of others asks of the account it is about. */
import type { FrozenPromise } from '@taizhang/calendar';
import type { AccountCommand } from '@taizhang/billing-inquiries/domain';
import type { InboundType } from '@taizhang/contracts/billing-inquiries';
import type { ActorId, Instant } from '@taizhang/kernel';
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
  const told = { accountId, supplyPointId, customerId, ...data, ...more };
  return { type: commandOf[type], at, by: teller(source), data: told } as AccountCommand;
}
