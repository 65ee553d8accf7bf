/**
 * Customers by any part of a key. Where the index of search keys leaves few of them, only those are
 * looked at. Where it leaves many, whoever turns the pages from the eldest on finds a page of them
 * at once; the same holds for what the index knows nothing about, such as a single character.
 */
import { schemaOf } from '@taizhang/kernel';
import { customerArchive, gramsOf, type CustomerRow } from '@taizhang/views/customer-archive';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { customerEntity } from './entities';

/** Of a million every thousandth: whoever looks through all of them finds a page in no time. */
const fewMax = 1_000;
const gramsMax = 6;

/** @param text in lower case */
export async function foundBy(
  readModels: DataSource,
  text: string,
): Promise<SelectQueryBuilder<CustomerRow>> {
  const wanted = wantedBy(text);
  const rows = readModels
    .getRepository(customerEntity)
    .createQueryBuilder('customer')
    .where(
      eitherOf(
        wanted,
        ({ column }, index) => `${column('customer.search_text')} LIKE :like${index}`,
      ),
    )
    .setParameters(Object.fromEntries(wanted.map(({ like }, index) => [`like${index}`, like])));
  const few = await fewFoundBy(readModels, wanted);
  return few ? rows.andWhere('customer.id = ANY (:few)', { few }) : rows;
}

type Wanted = Readonly<{
  /** A column of keys as it is to be compared. */
  column: (name: string) => string;
  like: string;
  grams: readonly string[];
}>;

/** Telephone and other numbers are found however hyphens and blanks are written. */
function wantedBy(text: string): readonly Wanted[] {
  const asWritten = wanting(text, (name) => name);
  const digits = text.replace(/\D/g, '');
  if (!/^[\d\s+-]+$/.test(text) || digits === '') return [asWritten];
  return [asWritten, wanting(digits, (name) => `replace(${name}, '-', '')`)];
}

const wanting = (text: string, column: Wanted['column']): Wanted => ({
  column,
  like: `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`,
  // Across lines no index leads.
  grams: text.includes('\n') ? [] : tellingOf(gramsOf(text)),
});

/** The longest are the rarest; to read where the common ones stand costs more than it spares. */
const tellingOf = (grams: Iterable<string>) =>
  [...grams].sort((one, other) => other.length - one.length).slice(0, gramsMax);

const eitherOf = (wanted: readonly Wanted[], condition: (one: Wanted, index: number) => string) =>
  `(${wanted.map(condition).join(' OR ')})`;

/** Undefined when they are many, or when nobody can say. */
async function fewFoundBy(
  readModels: DataSource,
  wanted: readonly Wanted[],
): Promise<readonly string[] | undefined> {
  if (wanted.some(({ grams }) => grams.length === 0)) return undefined;
  const held = eitherOf(
    wanted,
    ({ column }, index) =>
      `grams @> $${2 * index + 1}::jsonb AND ${column('text')} LIKE $${2 * index + 2}`,
  );
  const rows = await readModels.query<{ id: string }[]>(
    `SELECT customer_id AS id FROM ${schemaOf(customerArchive)}.search_keys
     WHERE ${held} LIMIT ${fewMax + 1}`,
    wanted.flatMap(({ grams, like }) => [JSON.stringify(grams), like]),
  );
  return rows.length > fewMax ? undefined : [...new Set(rows.map(({ id }) => id))];
}
