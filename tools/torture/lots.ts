/**
 * Chance that depends on what is drawn for and not on how many lots were drawn before: clients and
 * kills run side by side, and each still draws the same under the same seed.
 */
import { createHash } from 'node:crypto';

type Part = string | number;

/** From 0 up to, but not including, 1. */
export const lot = (...parts: readonly Part[]): number =>
  createHash('sha256').update(parts.join('\u0000')).digest().readUInt32BE() / 2 ** 32;

/** A whole number, both ends included. */
export const lotBetween = (from: number, to: number, ...parts: readonly Part[]): number =>
  from + Math.floor(lot(...parts) * (to - from + 1));

/** All of them, in an order drawn by lot. */
export const shuffled = <Item>(items: readonly Item[], ...parts: readonly Part[]): Item[] =>
  items
    .map((item, index) => ({ item, rank: lot(...parts, index) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
