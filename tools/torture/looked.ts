/** What a check looked at, and what it found. */

export type Finding = Readonly<{
  /** The event, stream, command or row that is wrong. */
  id: string;
  what: string;
}>;

/** How many things were looked at, and what is wrong with which of them. */
export type Looked = Readonly<{ count: number; findings: readonly Finding[]; leftOut?: string }>;

/** Looks at each and tells what is wrong with it, undefined when nothing is. */
export function each<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  wrong: (item: Item, index: number) => string | undefined,
): Looked {
  const findings = items.flatMap((item, index) => {
    const what = wrong(item, index);
    return what === undefined ? [] : [{ id: idOf(item), what }];
  });
  return { count: items.length, findings };
}
