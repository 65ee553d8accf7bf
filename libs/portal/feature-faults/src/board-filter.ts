/** What narrows the board stands in the address. */
export type BoardFilter = Readonly<{ unitId?: string; grade?: string }>;

/** @param ownUnit what a crew sees first; `unit=all` in the address shows the others too */
export function askedOf(search: URLSearchParams, ownUnit: string | null): BoardFilter {
  const unit = search.get('unit') ?? ownUnit ?? 'all';
  const grade = search.get('grade');
  return {
    ...(unit !== 'all' && { unitId: unit }),
    ...((grade === 'urgent' || grade === 'ordinary') && { grade }),
  };
}
