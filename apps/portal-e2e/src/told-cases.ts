/** Customers and complaints that are there before a journey begins, told over HTTP. */
import { Clerk, unusual, until } from './platform';

export type ToldCase = Readonly<{ customerId: string; complaintId: string; statement: string }>;

export async function registerCustomer(clerk: Clerk): Promise<string> {
  const phones = ['13700010001', '13700010002'];
  const address = '城关镇朝阳路8号';
  const customer = { name: unusual('客户'), kind: 'resident', phones, address };
  return (await clerk.tell('/customers', customer)).id;
}

/** A complaint as the hotline routes it; waits until it has been carried over. */
export async function routeComplaint(clerk: Clerk, customerId: string): Promise<ToldCase> {
  const statement = `${unusual('换表后电费翻了一倍')}，要求校验电表。`;
  const classification = { type: 'complaint', topic: 'meter', summary: statement };
  const contact = await clerk.tell('/contacts', { channel: 'hotline', customerId, classification });
  const { caseId } = await clerk.tell<{ caseId: string }>(
    `/contacts/${contact.id}/routing`,
    { category: 'business.metering', statement, remedySought: '校验电表' },
    contact.revision,
  );
  await until(() => clerk.finds(`/complaints/${caseId}`), `complaint ${caseId}`);
  return { customerId, complaintId: caseId, statement };
}

/** Sends a complaint to the unit of that name, as a supervisor does. */
export async function dispatchComplaint(complaintId: string, unitName: string): Promise<void> {
  const supervisor = await Clerk.signIn('supervisor');
  const toUnitId = await unitNamed(supervisor, unitName);
  await supervisor.tell(`/complaints/${complaintId}/dispatch`, { toUnitId }, 0);
}

/** A fault at a place, as the hotline routes it; waits until it has been carried over. */
export async function routeFault(clerk: Clerk, customerId: string, place: string): Promise<string> {
  const classification = { type: 'fault', topic: 'outage', summary: '家中停电' };
  const contact = await clerk.tell('/contacts', { channel: 'hotline', customerId, classification });
  const { caseId } = await clerk.tell<{ caseId: string }>(
    `/contacts/${contact.id}/routing`,
    { to: 'faults', category: 'low-voltage', statement: '家中停电', area: 'urban', place },
    contact.revision,
  );
  await until(() => clerk.finds(`/faults/${caseId}`), `fault ${caseId}`);
  return caseId;
}

/** @returns the unit of that name */
export async function unitNamed(clerk: Clerk, name: string): Promise<string> {
  const { items } = await clerk.get<{ items: { id: string; name: string }[] }>('/units');
  const unit = items.find((one) => one.name === name);
  if (!unit) throw new Error(`There is no unit ${name}`);
  return unit.id;
}

/** The telephone of a customer of the demonstration whose complaint was reopened. */
export const chenJianguo = '13900002222';

type Archive = Readonly<{
  customer: { id: string; name: string };
  supplyPoints: readonly { accountNumber: string }[];
  contacts: readonly { id: string }[];
  complaints: readonly { id: string; unitId: string; events: number; reopenings: number }[];
}>;

export async function archiveOf(clerk: Clerk, telephone: string): Promise<Archive> {
  const query = { query: telephone };
  const { items } = await clerk.tell<{ items: { id: string }[] }>('/customers/search', query);
  return clerk.get<Archive>(`/customers/${items[0]!.id}`);
}
