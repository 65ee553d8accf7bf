/** How much of a list is asked for, and other whole numbers of an address. */
import { z } from 'zod';

/**
 * A whole number, written as text in an address and perhaps as one in a body. Instead of none it
 * takes a `prefault`: of a `default` the description of the API would not tell.
 */
export const wholeNumber = (from: number, to = Number.MAX_SAFE_INTEGER) =>
  // Or else what is read before it is checked counts as optional.
  z.preprocess(unlessNoNumber, z.coerce.number().int().min(from).max(to)).nonoptional();

/** `Number('')` is 0 and `Number(true)` 1, and whoever told that did not ask for it. */
function unlessNoNumber(told: unknown): unknown {
  const isNumber = typeof told === 'string' ? told.trim() !== '' : typeof told === 'number';
  return isNumber ? told : Number.NaN;
}

export const page = {
  limit: wholeNumber(1, 200).prefault(50),
  cursor: z.string().max(400).optional(),
};
