/** Somebody whose system moves nothing: what opens is where it belongs, at once. */
import { useHouse } from './house';

const house = useHouse();

describe('With reduced motion', () => {
  it('lists, calendars and dialogs open where they belong, and close', async () => {
    const supervisor = await house.visitor({ reducedMotion: 'reduce' });
    const { page, say } = supervisor;
    await supervisor.enter('supervisor');
    await page.goto('/performance');

    const chart = supervisor.field('performance/chart.indicator');
    await supervisor.select(chart, say('performance/indicator.firstContactResolution'));
    await supervisor.settle();

    await page.locator('.ant-picker-range input').first().click();
    await page.locator('.ant-picker-dropdown').getByText('15', { exact: true }).first().click();
    await supervisor.look('reduced motion calendar');
    await page.keyboard.press('Escape');
    await page.locator('.ant-picker-dropdown').waitFor({ state: 'hidden' });

    await supervisor.button('shell/shortcuts').click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
