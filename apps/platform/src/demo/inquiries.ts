/** Matters that the first person a customer speaks to can settle. */
import type { ContactType, Topic } from '@taizhang/contracts/intake';
import type { CustomerSort } from './customers';
import { arrears, bill, invoice, payment, reading, tariff } from './inquiries.billing.data';
import { conduct, other } from './inquiries.service.data';
import { connection, construction, meter, outage, voltage } from './inquiries.supply.data';

export type Inquiry = Readonly<{
  /** An inquiry unless told otherwise. */
  type?: ContactType;
  /** Asked by households or by firms alone. */
  of?: CustomerSort;
  /** In templates: `{amount}` and its like are filled in. */
  asks: string;
  told: string;
}>;

export const inquiries: Record<Topic, readonly Inquiry[]> = {
  bill,
  tariff,
  reading,
  meter,
  payment,
  arrears,
  invoice,
  outage,
  voltage,
  connection,
  conduct,
  construction,
  other,
};
