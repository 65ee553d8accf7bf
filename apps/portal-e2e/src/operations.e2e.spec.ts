/** An operator computes every read model anew and sees that not a row differs. */
import { useHouse } from './house';

const house = useHouse();

describe('Rebuilding with comparison', () => {
  it('shows its progress and ends with no difference', async () => {
    const operator = await house.visitor();
    const { page, say } = operator;
    await operator.enter('operator');
    const models = page.getByRole('rowgroup').last().getByRole('row');
    await models.first().waitFor();
    await operator.button('operations/action.compareAll').click();
    const question = page.getByRole('dialog');
    await question.getByText(say('operations/confirm.compare.detail')).waitFor();
    await operator.look('operations question');
    await question.getByRole('button', { name: say('operations/yes') }).click();

    await page.getByRole('progressbar').first().waitFor();
    await operator.picture('operations under way');
    const count = await models.count();
    expect(count).toBeGreaterThanOrEqual(4);
    const same = page.getByText(say('operations/differences.none'));
    await same.nth(count - 1).waitFor({ timeout: 45_000 });
    expect(await same.count()).toBe(count);
    await operator.look('operations compared');
  });
});
