/** Choices that stand in the address, made faster than the page is drawn anew. */
import { useHouse } from './house';

const house = useHouse();

const clickAll = (names: readonly string[]) => `
  for (const name of ${JSON.stringify(names)}) {
    const radios = [...document.querySelectorAll('[role=radio]')];
    radios.find(({ lastChild }) => lastChild.data === name).click();
  }`;

describe('Two choices made at once', () => {
  it('both count', async () => {
    const supervisor = await house.visitor();
    const { page, say } = supervisor;
    await supervisor.enter('supervisor');
    await page.goto('/performance');
    const names = [say('performance/preset.today'), say('performance/group.staff')];
    const radios = names.map((name) => page.getByRole('radio', { name }));
    for (const radio of radios) await radio.waitFor();
    await page.evaluate(clickAll(names));
    await page.waitForURL(/groupBy=staff/);
    await supervisor.settle();
    for (const radio of radios) expect(await radio.isChecked()).toBe(true);
    await supervisor.look('quick choices');
  });
});
