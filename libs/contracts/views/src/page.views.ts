/** How much of a list is asked for, and other whole numbers of an address. */
import { z } from 'zod';

/**
 * A whole number, written as text in an address and perhaps as one in a body. Instead of none it
 * takes a `prefault`: of a `default` the description of the API would not tell.
 */
export const wholeNumber = (from: number, to = Number.MAX_SAFE_INTEGER) =>
  // Or else what is read before it is checked counts as optional.
  z.preprocess(unlessBlank, z.coerce.number().int().min(from).max(to)).nonoptional();

/** `Number('')` is 0, and whoever left it blank did not ask for that. */
function unlessBlank(told: unknown): unknown {
  return typeof told === 'string' && told.trim() === '' ? Number.NaN : told;
}

export const page = {
  limit: wholeNumber(1, 200).prefault(50),
  cursor: z.string().max(400).optional(),
};
