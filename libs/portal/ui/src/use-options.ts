/** Options to choose from: the words of a contract in its order, and what has a name. */
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

type Named = Readonly<{ id: string; name: string }>;

/** Units or people to choose from; whose name was erased stands there by id. */
export const namedOptions = (named: readonly Named[]): Option[] =>
  named.map(({ id, name }) => ({ value: id, label: name || id }));
