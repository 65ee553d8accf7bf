/** An operator computes read models anew: looks on, pauses, goes on, compares and rolls back. */
import { openPool } from '@taizhang/platform/database';
import type { Pool } from 'pg';
import type { Locator } from 'playwright-core';
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import { until } from './platform';
import type { Visitor } from './visitor';

const house = useHouse();
let pool: Pool;

beforeAll(() => void (pool = openPool(process.env['TEST_PLATFORM_DATABASE_URL']!, { max: 2 })));
afterAll(() => pool.end());

describe('Rebuilding with comparison', () => {
  it('shows its progress and ends with no difference', async () => {
    const operator = await house.visitor();
    const { page } = operator;
    await operator.enter('operator');
    await ask(operator, 'no');
    await operator.speak('en');
    const table = operator.panel('operations/models').getByRole('rowgroup').last();
    const models = table.getByRole('row');
    const count = await models.count();
    expect(count).toBeGreaterThanOrEqual(4);
    await ask(operator, 'yes');

    await page.getByRole('progressbar').first().waitFor();
    await operator.picture('operations under way');
    const same = page.getByText(operator.say('operations/differences.none'));
    await same.nth(count - 1).waitFor();
    expect(await same.count()).toBe(count);
    await operator.look('operations compared');
    await operator.speak('zh');
    await operator.look('operations compared zh');
  });
});

describe('A rebuild that takes its time', () => {
  it('is paused and gone on with from the page, whoever looks', async () => {
    const operator = await house.visitor();
    await operator.enter('operator');
    await operator.page.goto('/operations');
    const builds = operator.panel('rebuilds/builds');
    const letGo = await holdRebuilds();
    try {
      await act(operator, 'operations/action.rebuildAll');
      await builds.getByRole('progressbar').waitFor();
      await act(operator, 'rebuilds/act.pause');
      await builds.getByText(operator.say('rebuilds/wish.pause')).waitFor();
      await operator.picture('operations pausing zh');
    } finally {
      await letGo();
    }
    await operator.button('rebuilds/act.resume').waitFor();
    await operator.look('operations paused zh');
    await operator.speak('en');
    await operator.look('operations paused en');
    expect(await accessibilityFaults(operator.page)).toEqual([]);
    await act(operator, 'rebuilds/act.resume');
    await builds.waitFor({ state: 'detached' });
    await operator.button('rebuilds/act.roll-back').first().waitFor();
    await operator.look('operations kept');
  });
});

describe('Rows that differ', () => {
  const table = 'organisation_directory_v1.units';
  const nameOf = async () =>
    (await pool.query<{ name: string }>(`SELECT name FROM ${table} ORDER BY id LIMIT 1`)).rows[0]!
      .name;

  it('are shown without their values, and gone after a rebuild, until it is rolled back', async () => {
    const operator = await house.visitor();
    const { page } = operator;
    await operator.enter('operator');
    await page.goto('/operations');
    const name = await nameOf();
    await pool.query(`UPDATE ${table} SET name = '改错的名称' WHERE name = $1`, [name]);
    const row = page.getByRole('row').filter({ hasText: 'organisation_directory' });
    await act(operator, 'operations/action.compare', row);
    await operator.button('rebuilds/differences.show').first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(operator.say('rebuilds/field.different')).waitFor();
    await drawer.getByText('name', { exact: true }).waitFor();
    await operator.look('operations differences zh');
    expect(await drawer.getByText('改错的名称').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });

    await act(operator, 'operations/action.rebuild', row);
    await until(async () => (await nameOf()) === name, 'the rebuilt name serves');
    await act(operator, 'rebuilds/act.roll-back', row);
    await until(async () => (await nameOf()) === '改错的名称', 'the earlier tables serve');
    await act(operator, 'rebuilds/act.roll-back', row);
    await until(async () => (await nameOf()) === name, 'rolled forward again');
  });
});

describe('A read model that is no more', () => {
  it('is named with what it left, and how to be rid of it', async () => {
    await pool.query(`CREATE SCHEMA left_behind_v2;
      INSERT INTO projections.checkpoints (read_model, position) VALUES ('left_behind_v2', 1)`);
    try {
      const operator = await house.visitor();
      await operator.enter('operator');
      await operator.page.goto('/operations');
      const left = operator.panel('operations/unknown');
      await left.getByText('left_behind_v2').waitFor();
      await left.getByText(operator.say('operations/unknown.left')).waitFor();
      await left.getByText('taizhang rebuild --forget').waitFor();
      await operator.look('operations left zh');
      await operator.speak('en');
      await operator.look('operations left en');
      expect(await accessibilityFaults(operator.page)).toEqual([]);
    } finally {
      await pool.query(`DROP SCHEMA left_behind_v2;
        DELETE FROM projections.checkpoints WHERE read_model = 'left_behind_v2'`);
    }
  });
});

/** Keeps whoever rebuilds from committing; answers how to let go. */
async function holdRebuilds(): Promise<() => Promise<void>> {
  const db = await pool.connect();
  await db.query('BEGIN; LOCK TABLE projections.checkpoints IN EXCLUSIVE MODE');
  return async () => {
    await db.query('COMMIT');
    db.release();
  };
}

/** The first button of that name there, and yes to the question that follows. */
async function act(
  operator: Visitor,
  key: Parameters<Visitor['button']>[0],
  place: Pick<Locator, 'getByRole'> = operator.page,
): Promise<void> {
  const name = operator.say(key);
  // What the last act did is shown by then: its buttons do not go away under the click.
  await operator.settle();
  await place.getByRole('button', { name, exact: true }).first().click();
  const question = operator.page.getByRole('dialog');
  // A dialog that still grows takes the press down of the button and misses its end.
  await question.and(operator.page.locator(':not([class*=ant-zoom])')).waitFor();
  await question.getByRole('button', { name: operator.say('operations/yes'), exact: true }).click();
  await question.waitFor({ state: 'detached' });
}

/** Wants everything rebuilt and compared, and answers the question that follows. */
async function ask(operator: Visitor, answer: 'yes' | 'no') {
  const { page, say } = operator;
  await operator.button('operations/action.compareAll').click();
  const question = page.getByRole('dialog');
  await question.getByText(say('operations/confirm.compare.detail')).waitFor();
  await operator.look(`operations question ${operator.language}`);
  await question.getByRole('button', { name: say(`operations/${answer}`), exact: true }).click();
  await question.waitFor({ state: 'detached' });
}
