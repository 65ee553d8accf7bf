/** A map of a mapping file: knows its keys, so that a misspelt one can be told from the list. */
import { z } from 'zod';

export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? Object.keys(shape).join(keySeparator) : undefined,
  });

/** Between the known keys in the message of an `unrecognized_keys` issue. */
export const keySeparator = ', ';
