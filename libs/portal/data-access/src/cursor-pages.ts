/** Lists that are longer than a page: what is shown grows by a page when the reader asks. */
import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import type { Page } from './answers';

export function useCursorPages<Item>(
  queryKey: QueryKey,
  fetchPage: (cursor?: string) => Promise<Page<Item>>,
) {
  const { data, ...answer } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    select: ({ pages }) => ({
      items: pages.flatMap(({ items }) => items),
      // Each page says it of the whole list.
      parked: pages.at(-1)?.parked,
    }),
  });
  return { ...answer, data: data?.items, parked: data?.parked };
}

/**
 * Every item of a list, page by page, for an export.
 * @param mostItems an export that would be longer ends there, `complete` false.
 */
export async function everyItem<Item>(
  fetchPage: (cursor?: string) => Promise<Page<Item>>,
  mostItems: number,
): Promise<{ items: Item[]; complete: boolean }> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetchPage(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && items.length < mostItems);
  return { items: items.slice(0, mostItems), complete: !cursor };
}
