/**
 * A page of the log taken in by all read models that one reading feeds: one transaction of two
 * messages, however many they are. Most of what a page costs are its messages.
 */
import type { FeedPage } from '@taizhang/kernel';
import { onConnection, rolledBackOnFailure } from '@taizhang/platform/database';
import type { ClientBase, Pool } from 'pg';
import { movingFreeCheckpoints } from './checkpoints';
import type { LiveModel } from './live-model';
import { several } from './several';
import { endingByItself, withinTime, type Patience } from './within-time';

/**
 * @returns those that took the page in; the others stand elsewhere than they think, or somebody
 *   holds their checkpoint, e.g. to switch a rebuild in
 * @throws what the fold of any of them or the database throw; nothing is changed then
 */
export async function takeTogether(
  pool: Pool,
  models: readonly LiveModel[],
  page: FeedPage,
  patience: Patience,
): Promise<readonly LiveModel[]> {
  if (models.length === 0) return [];
  const taken = await onConnection(pool, (db) =>
    withinTime(db, patience.answerMsMax, () =>
      rolledBackOnFailure(db, () => take(db, models, page, patience)),
    ),
  );
  return models.filter((model) => taken.has(model.checkpoint()[0]));
}

/** @returns the schemas of those that moved */
async function take(
  db: ClientBase,
  models: readonly LiveModel[],
  page: FeedPage,
  patience: Patience,
): Promise<ReadonlySet<string>> {
  const ending = endingByItself(patience);
  const checkpoints = models.map((model) => model.checkpoint());
  const moving = movingFreeCheckpoints(checkpoints, page.through);
  const concerned = models.flatMap((model) => {
    const news = model.newsOf(page);
    return news.isEmpty ? [] : [{ model, news, questions: news.questions() }];
  });
  // Most pages hold nothing for most models, many nothing for any.
  if (concerned.length === 0) return schemasOf((await several(db, [ending, moving]))[1]!.rows);
  const [, , moved, ...answers] = await several(db, [
    'BEGIN',
    ending,
    moving,
    ...concerned.flatMap(({ questions }) => questions),
  ]);
  const taken = schemasOf(moved!.rows);
  const effects: string[] = [];
  for (const { model, news, questions } of concerned) {
    const answered = answers.splice(0, questions.length);
    if (!taken.has(model.checkpoint()[0])) continue;
    effects.push(...(await news.effects(db, answered)));
  }
  await several(db, [...effects, 'COMMIT']);
  for (const { model, news } of concerned) model.committed(news);
  return taken;
}

const schemasOf = (rows: readonly { schema: string }[]) =>
  new Set(rows.map(({ schema }) => schema));
