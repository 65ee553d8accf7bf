/** Billing in the demonstration: the facts of four months, inquiries in every state, supplies. */
import { BillingDesk, accountsAmong } from './billing-desk';
import { billedAccounts, factsOf } from './billed-accounts';
import { planInquiries } from './inquiry-plan';
import { planSupplies } from './supply-stories';
import type { World } from './world';

export function planBilling(world: World): void {
  const accounts = billedAccounts(world);
  const desk = new BillingDesk(world.desk, accountsAmong(accounts.map(({ known }) => known)));
  const facts = factsOf(world, accounts);
  for (const fact of facts) {
    const key = `fact/${fact.id}`;
    world.agenda.add({ at: Date.parse(fact.at), key, run: () => desk.tell(fact) });
  }
  planInquiries(world, { desk, accounts, facts });
  planSupplies(world, { desk, accounts, facts });
}
