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
  const routed = await clerk.tell(
    `/contacts/${contact.id}/routing`,
    { category: 'business.metering', statement, remedySought: '校验电表' },
    contact.revision,
  );
  const complaintId = String(routed['caseId']);
  await until(() => clerk.finds(`/complaints/${complaintId}`), `complaint ${complaintId}`);
  return { customerId, complaintId, statement };
}

/** @returns the unit of that name */
export async function unitNamed(clerk: Clerk, name: string): Promise<string> {
  const { items } = (await clerk.get('/units')) as unknown as {
    items: { id: string; name: string }[];
  };
  const unit = items.find((one) => one.name === name);
  if (!unit) throw new Error(`There is no unit ${name}`);
  return unit.id;
}
