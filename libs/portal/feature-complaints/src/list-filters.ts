/** The filters of the list as they stand in the address. */
import {
  categoryTitles,
  statusTitles,
  type Category,
  type Status,
} from '@taizhang/contracts/complaints';
import type { ComplaintsAsked } from '@taizhang/portal/data-access';

export const lists = ['mine', 'unit', 'to-dispatch', 'breaching', 'breached', 'all'] as const;
export type List = (typeof lists)[number];

/** Whatever an address holds that is no filter is ignored, not sent to be refused. */
export function filtersOf(search: URLSearchParams, fallback: List = 'all') {
  const list = lists.find((name) => name === search.get('list')) ?? fallback;
  const status = search.get('status');
  const category = search.get('category');
  const open = search.get('open');
  const asked: ComplaintsAsked & { list: List; sort: 'due' | 'newest' } = {
    list,
    sort: search.get('sort') === 'newest' ? 'newest' : 'due',
    ...(status && status in statusTitles ? { status: status as Status } : {}),
    ...(category && category in categoryTitles ? { category: category as Category } : {}),
    ...(open === 'true' || open === 'false' ? { open } : {}),
    ...ids(search, 'unitId', 'customerId', 'handlerId', 'source'),
  };
  return asked;
}

function ids<Name extends string>(search: URLSearchParams, ...names: Name[]) {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = search.get(name);
    if (value) found[name] = value;
  }
  return found;
}
