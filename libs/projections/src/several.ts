/** Statements that go to the database in one message: one way there and back, not one each. */
import type { ClientBase, QueryResult } from 'pg';
import { rowTypes } from './column-text';

/**
 * What each of them answers; values stand in their texts, as literals. The first that fails ends
 * them all: nothing of them is done, unless one of them was a COMMIT.
 */
export async function several(
  db: Pick<ClientBase, 'query'>,
  statements: readonly string[],
): Promise<readonly QueryResult[]> {
  if (statements.length === 0) return [];
  const answer: QueryResult | QueryResult[] = await db.query({
    text: statements.join(';\n'),
    types: rowTypes,
  });
  return Array.isArray(answer) ? answer : [answer];
}
