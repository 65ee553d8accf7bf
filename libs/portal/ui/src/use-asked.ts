/** What a page asks, as it stands in the address: whoever is sent the address sees the same. */
import { useEffect, useRef } from 'react';
import { useSearchParams, type NavigateOptions } from 'react-router';

/** What is to be changed in the address; what is empty goes. */
export type AskedPart = Readonly<Record<string, string | null | undefined>>;

export function askedWith(search: URLSearchParams, part: AskedPart): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(part)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/**
 * @returns the address's question, and how a part of it is changed. The router draws the page
 *   anew when it finds the time: a second choice made before that builds upon the first.
 */
export function useAsked(options: NavigateOptions = {}) {
  const [search, setSearch] = useSearchParams();
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  }, [search]);
  const change = (part: AskedPart) => {
    latest.current = askedWith(latest.current, part);
    setSearch(latest.current, { preventScrollReset: true, ...options });
  };
  return [search, change] as const;
}
