/** An operator computes every read model anew and sees that not a row differs. */
import { useHouse } from './house';
import type { Visitor } from './visitor';

const house = useHouse();

describe('Rebuilding with comparison', () => {
  it('shows its progress and ends with no difference', async () => {
    const operator = await house.visitor();
    const { page } = operator;
    await operator.enter('operator');
    await ask(operator, 'no');
    await operator.speak('en');
    const models = page.getByRole('rowgroup').last().getByRole('row');
    const count = await models.count();
    expect(count).toBeGreaterThanOrEqual(4);
    await ask(operator, 'yes');

    await page.getByRole('progressbar').first().waitFor();
    await operator.picture('operations under way');
    const same = page.getByText(operator.say('operations/differences.none'));
    await same.nth(count - 1).waitFor({ timeout: 45_000 });
    expect(await same.count()).toBe(count);
    await operator.look('operations compared');
    await operator.speak('zh');
    await operator.look('operations compared zh');
  });
});

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
