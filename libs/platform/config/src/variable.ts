/** What one variable of the environment is: how it is read, and what people are told of it. */
import { z } from 'zod';

export type Bilingual = Readonly<{ zh: string; en: string }>;

export type Variable<Schema extends z.ZodType = z.ZodType> = Readonly<{
  /** Reads the text of the environment; an empty text counts as not set. */
  schema: Schema;
  /** What it is for. */
  meaning: Bilingual;
  /** What a value must be, to go on from "must be". */
  expects: Bilingual;
  /** Never shown, neither in a message nor in a log. */
  secret?: boolean;
}>;

/** Keeps the type of what a variable reads. */
export const variable = <Schema extends z.ZodType>(definition: Variable<Schema>) => definition;

export const words = (zh: string, en: string): Bilingual => ({ zh, en });

export const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.int().min(from).max(to));
