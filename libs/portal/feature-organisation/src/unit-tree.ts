/** Units in the order of their tree, each with how deep it stands. */
import type { Unit } from '@taizhang/contracts/views';

export type Placed = Readonly<{ unit: Unit; depth: number }>;

export function asTree(units: readonly Unit[]): Placed[] {
  const known = new Set(units.map(({ id }) => id));
  const placed: Placed[] = [];
  const seen = new Set<string>();
  const place = (unit: Unit, depth: number) => {
    if (seen.has(unit.id)) return;
    seen.add(unit.id);
    placed.push({ unit, depth });
    units
      .filter(({ parentId }) => parentId === unit.id)
      .forEach((child) => place(child, depth + 1));
  };
  units
    .filter(({ parentId }) => !parentId || !known.has(parentId))
    .forEach((unit) => place(unit, 0));
  // A circle has no top; its units are shown all the same.
  units.forEach((unit) => place(unit, 0));
  return placed;
}
