/** The words of a contract as options to choose from, in the order of the contract. */
import { useCallback } from 'react';
import { useTerm, type Title } from './texts';

export type Option<Value extends string = string> = Readonly<{ value: Value; label: string }>;

export function useOptions() {
  const term = useTerm();
  return useCallback(
    <Key extends string>(titles: Readonly<Record<Key, Title>>): Option<Key>[] =>
      (Object.keys(titles) as Key[]).map((value) => ({ value, label: term(titles, value) })),
    [term],
  );
}
