/** A complaint as a story in templates: what is said, what is found out, what is answered. */
import type { Category, Cause } from '@taizhang/contracts/complaints';
import type { Topic } from '@taizhang/contracts/intake';
import type { CustomerSort } from './customers';
import { grievancesAboutBilling } from './grievances.billing.data';
import { grievancesAboutService } from './grievances.service.data';
import { grievancesAboutSupply } from './grievances.supply.data';
import type { UnitKey } from './organisation.data';

type Outcome = Readonly<{ found: string; reply: string }>;

export type Grievance = Readonly<{
  category: Category;
  topic: Topic;
  /** How often it is raised, compared with others. */
  weight: number;
  cause: Cause;
  /** Raised by households or by firms alone. */
  of?: CustomerSort;
  states: string;
  seeks: string;
  proven: Outcome;
  unproven: Outcome;
}>;

export const grievances: readonly Grievance[] = [
  ...grievancesAboutBilling,
  ...grievancesAboutSupply,
  ...grievancesAboutService,
];

/** The team that can handle a category. */
export function teamFor(category: Category): UnitKey {
  if (category === 'business.metering') return 'metering';
  if (category.startsWith('outage.') || category.startsWith('quality.')) return 'repair';
  const marketing = ['business.connection', 'business.change', 'business.charges'];
  return marketing.includes(category) ? 'marketing' : 'complaints';
}

/** What making good means: money back, current in the line, or a word to whoever behaved badly. */
export function natureOf(category: Category): 'money' | 'supply' | 'service' {
  const money = ['business.tariff', 'business.reading', 'business.metering', 'business.charges'];
  if (money.includes(category)) return 'money';
  return /^(outage|quality|construction)\./.test(category) ? 'supply' : 'service';
}
