/** A customer's archive as it was known: the customer, their supply, and the cases of theirs. */
import type { ChangedPart } from '@taizhang/contracts/views';
import { categoryOf, type Recorded } from '@taizhang/kernel';
import { partBetween } from './difference';
import { groupedBy, rowOf, rowsOf, type Row } from './folding';
import { projections, shown, type PartKind } from './history-kinds';

/** Of each kind of case, as the page shows them. */
const newest = 50;

/** Parts of an archive, and by which field the newest come first; others stand in order of id. */
const parts = {
  supplyPoints: { kind: 'supply-point', since: null },
  contacts: { kind: 'contact', since: 'openedAt' },
  complaints: { kind: 'complaint', since: 'lodgedAt' },
  faults: { kind: 'fault', since: 'reportedAt' },
  inquiries: { kind: 'inquiry', since: 'openedAt' },
  accounts: { kind: 'account', since: null },
} as const satisfies Record<string, Readonly<{ kind: PartKind; since: string | null }>>;

const streamsOf = (kind: PartKind, events: readonly Recorded[]) =>
  kind === 'supply-point' ? events : events.filter(({ stream }) => categoryOf(stream) === kind);

/** Only what was this customer's then: a contact may have been taken for somebody else's first. */
const partOf = (kind: PartKind, customerId: string, events: readonly Recorded[]): Row[] =>
  rowsOf(projections[kind], streamsOf(kind, events)).filter(
    (row) => row['customerId'] === customerId,
  );

/** The archive after these events; the customer must be among them. */
export function archiveOf(customerId: string, events: readonly Recorded[]) {
  const customer = shown(rowOf(projections.customer, customerId, events)!);
  const lists = Object.entries(parts).map(([name, { kind, since }]) => {
    const rows = partOf(kind, customerId, events).sort(since ? newestFirst(since) : byId);
    return [name, since ? rows.slice(0, newest) : rows] as const;
  });
  return { customer, ...Object.fromEntries(lists) };
}

const byId = (a: Row, b: Row) => (a.id < b.id ? -1 : 1);
const newestFirst = (field: string) => (a: Row, b: Row) =>
  a[field] === b[field] ? byId(a, b) : (a[field] as string) > (b[field] as string) ? -1 : 1;

const byStream = (events: readonly Recorded[]) => groupedBy(events, ({ stream }) => stream);

type Both = Readonly<{ before: readonly Recorded[]; after: readonly Recorded[] }>;

/** What became of the customer and of each part, in the order of the page. */
export function archiveBetween(customerId: string, { before, after }: Both): ChangedPart[] {
  const customer = partBetween('customer', customerId, { before, after });
  const [was, is] = [byStream(before), byStream(after)];
  const found = Object.values(parts).flatMap(({ kind }) => {
    const theirs = (events: readonly Recorded[]) =>
      partOf(kind, customerId, events).map(({ id }) => id);
    const ids = new Set([...theirs(before), ...theirs(after)]);
    return [...ids].flatMap((id) => {
      // Supply points are connected in the customer's own stream.
      const stream = kind === 'supply-point' ? customerId : id;
      const told = { before: was.get(stream) ?? [], after: is.get(stream) ?? [] };
      return partBetween(kind, id, told) ?? [];
    });
  });
  return customer ? [customer, ...found] : found;
}
