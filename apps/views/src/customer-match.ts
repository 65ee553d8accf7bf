/** By which key a customer was found. */
import type { Customer, SupplyPoint } from '@taizhang/contracts/views';
import type { CustomerRow } from '@taizhang/views/customer-archive';
import { z } from 'zod';

export const matchSchema = z.enum(['name', 'phone', 'account', 'meter', 'address']);
export type Match = z.infer<typeof matchSchema>;

export function matchedBy(
  { id, name, phones }: CustomerRow,
  supplyPoints: readonly SupplyPoint[],
  text: string,
): Match {
  const digits = text.replace(/[\s+-]/g, '');
  const holds = (key: string) =>
    key.toLowerCase().includes(text) || key.replaceAll('-', '').includes(digits);
  const points = supplyPoints.filter(({ customerId }) => customerId === id);
  if (holds(name)) return 'name';
  if (phones.some(holds)) return 'phone';
  if (points.some(({ accountNumber }) => holds(accountNumber))) return 'account';
  if (points.some(({ meterNumber }) => holds(meterNumber))) return 'meter';
  return 'address';
}

/** The row without what only searching needs. */
export function customerOf(found: CustomerRow): Customer {
  const { searchText: _, openComplaintIds: __, openFaultIds: ___, ...row } = found;
  return row;
}
