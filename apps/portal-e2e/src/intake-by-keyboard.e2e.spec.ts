/** U2: from the ring of the telephone to a routed complaint, without touching the mouse. */
import type { Page } from 'playwright-core';
import { useHouse } from './house';
import { focused, Keyboard } from './keyboard';
import type { Visitor } from './visitor';

const house = useHouse();

/** Whatever a hand with a mouse would leave behind. */
const watchForMouse = `
  window.mouse = 0;
  for (const type of ['mousedown', 'pointerdown', 'mousemove', 'wheel']) {
    addEventListener(type, () => window.mouse++, true);
  }`;

describe('A hotline agent without a mouse', () => {
  it('registers a customer, takes the complaint and routes it', async () => {
    const hotline = await house.visitor();
    const { page, say, witness } = hotline;
    const keyboard = new Keyboard(page);
    await page.addInitScript(watchForMouse);
    await page.goto('/sign-in');
    await focused(hotline.field('sign-in/username'));
    await keyboard.type('hotline');
    await keyboard.press('Tab');
    await keyboard.type('taizhang-demo');
    await keyboard.press('Enter');
    await listening(hotline);
    await keyboard.press('g', 'i');

    const search = hotline.field('intake/who.search');
    await focused(search);
    const [keysBefore, startedAt] = [{ ...keyboard }, performance.now()];
    const phone = `139${String(Date.now()).slice(-8)}`;
    await keyboard.type(phone);
    await page
      .getByRole('option', { name: say('intake/who.new', { query: phone }) })
      .waitFor({ state: 'attached' });
    await hotline.look('intake nobody found');
    await keyboard.press('Enter');
    await focused(hotline.field('intake/new.name'));
    await keyboard.type('欧阳明月');
    await keyboard.press('Tab', 'Tab');
    await focused(hotline.field('intake/new.address'));
    await keyboard.type('城关镇朝阳路8号');
    await hotline.look('intake new customer');
    await keyboard.press('Enter');
    await focused(
      page.getByRole('radiogroup', { name: say('intake/type') }).locator('[tabindex="0"]'),
    );
    await keyboard.press('3');
    await chosen(page, say('intake/type'), '投诉');
    await keyboard.press('Tab', '4', 'Tab');
    await chosen(page, say('intake/topic'), '电能计量');
    await focused(hotline.field('intake/summary'));
    await keyboard.type('换表后电费翻了一倍，要求校验电表。');
    await hotline.look('intake filled');
    await keyboard.press('Control+Enter');

    const opened = page.getByRole('link', { name: say('intake/settled.open') });
    witness.allow(404, '/api/complaints/complaint-');
    await opened.waitFor();
    const machineMs = performance.now() - startedAt;
    await focused(search);
    await hotline.look('intake routed');
    await keyboard.tabTo(opened, 'Shift+Tab');
    await keyboard.press('Enter');
    await hotline.heading(say('complaint/title', { category: '电能计量' })).waitFor();
    await page.getByText('换表后电费翻了一倍，要求校验电表。').first().waitFor();
    await hotline.look('intake complaint opened');
    expect(await page.evaluate('window.mouse')).toBe(0);
    const keys = keyboard.pressed - keysBefore.pressed;
    const characters = keyboard.typed - keysBefore.typed;
    console.log(
      `${keys} keys and ${characters} characters, ${Math.round(machineMs)} ms of the machine`,
    );
  });
});

/** The first page listens for keys once it is drawn. */
async function listening(visitor: Visitor) {
  await visitor.heading(visitor.say('workbench/title')).waitFor();
  await visitor.settle();
}

const chosen = (page: Page, group: string, option: string) =>
  page
    .getByRole('radiogroup', { name: group })
    .getByRole('radio', { name: option, checked: true })
    .waitFor();
