/** How the file is written: what a mapping may say under `csv:`. */
import { z } from 'zod';
import { section } from '../mapping/section';

export const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

const isMark = (text: string) => /^[ -~\t]$/.test(text);

export const csvOptionsSchema = section({
  /** A byte-order mark at the start of the file wins over this. */
  encoding: z.enum(encodings).default('utf-8'),
  delimiter: z
    .string()
    .refine(isMark, { error: 'write one character in quotes, e.g. ";" or "\\t"' })
    .default(','),
  /** `none` where quotes are ordinary characters. */
  quote: z
    .string()
    .refine((text) => text === 'none' || isMark(text), { error: "write '\"' or none" })
    .default('"'),
  /** False for a file whose first line is a row already. */
  header: z.boolean().default(true),
});

export type CsvOptions = z.output<typeof csvOptionsSchema>;

export const defaultCsvOptions: CsvOptions = csvOptionsSchema.parse({});
