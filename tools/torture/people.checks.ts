/** Checks on what is known of people, and no longer known. */
import type { Evidence } from './evidence';
import type { Finding, Looked } from './looked';

export async function legibleCustomers({ customers, get }: Evidence): Promise<Looked> {
  const findings: Finding[] = [];
  for (const { id, name } of customers) {
    const { status, body } = await get(`customers/${id}`);
    const read = (body as { customer?: { name?: string } }).customer?.name;
    if (read !== name) findings.push({ id, what: `status ${status}, its name cannot be read` });
  }
  return { count: customers.length, findings };
}

/** In no table whatsoever, neither by name nor by the number of their account; others still can. */
export async function erasedAreGone({ erased, customers, search }: Evidence): Promise<Looked> {
  const [other] = customers;
  const words = [...erased, ...(other ? [other] : [])].map(({ word }) => word);
  const traces = words.length === 0 ? [] : await search(`(?i)(${words.join('|')})(?![0-9])`);
  const isOther = (text: string) => text.toLowerCase() === other?.word;
  const findings = traces
    .filter(({ text }) => !isOther(text))
    .map(({ table, text }) => ({ id: table, what: `holds ${text}` }));
  const isBlind = other && !traces.some(({ text }) => isOther(text));
  const blind = { id: other?.id ?? '', what: 'is found nowhere either, though nobody erased it' };
  return { count: erased.length, findings: isBlind ? [...findings, blind] : findings };
}
