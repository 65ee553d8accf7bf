/** U2: from the ring of the telephone to a routed complaint, without touching the mouse. */
import type { Locator, Page } from 'playwright-core';
import { useHouse } from './house';

const house = useHouse();

/** Types like a person, and counts. A Chinese character counts as one: input methods differ. */
class Keyboard {
  pressed = 0;
  typed = 0;
  constructor(private readonly page: Page) {}

  async press(...keys: string[]) {
    for (const key of keys) await this.page.keyboard.press(key);
    this.pressed += keys.length;
  }

  async type(text: string) {
    await this.page.keyboard.type(text);
    this.typed += text.length;
  }

  /** @returns once the focus is there, or when going round has not found it. */
  async tabTo(place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', atMost = 12) {
    for (let steps = 0; steps < atMost && !(await hasFocus(place)); steps++) await this.press(key);
    expect(await hasFocus(place)).toBe(true);
  }
}

const hasFocus = (place: Locator) =>
  place.evaluate<boolean>('(element) => element === document.activeElement');
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
    await hotline.heading(say('workbench/title')).waitFor();
    await keyboard.press('g', 'i');

    const search = hotline.field('intake/who.search');
    await focused(search);
    const [keysBefore, startedAt] = [{ ...keyboard }, performance.now()];
    const phone = `139${String(Date.now()).slice(-8)}`;
    await keyboard.type(phone);
    await page.getByRole('option', { name: say('intake/who.new', { query: phone }) }).waitFor({ state: 'attached' });
    await hotline.look('intake nobody found');
    await keyboard.press('Enter');
    await focused(hotline.field('intake/new.name'));
    await keyboard.type('欧阳明月');
    await keyboard.press('Tab', 'Tab');
    await focused(hotline.field('intake/new.address'));
    await keyboard.type('城关镇朝阳路8号');
    await hotline.look('intake new customer');
    await keyboard.press('Enter');
    await focused(page.getByRole('radiogroup', { name: say('intake/type') }).locator('[tabindex="0"]'));
    await page.screenshot({ path: '/tmp/a.png' });
    console.log(keysBefore, startedAt, witness.faults);
  });
});

const focused = (place: Locator) => place.and(place.page().locator(':focus')).waitFor();
