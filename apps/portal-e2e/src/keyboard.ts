/** Typing like a person, and counting. A Chinese character is one: input methods differ. */
import type { Locator, Page } from 'playwright-core';

export class Keyboard {
  /** Keys other than those of texts. */
  pressed = 0;
  /** Characters of texts. */
  typed = 0;

  constructor(private readonly page: Page) {}

  async press(...keys: string[]) {
    for (const key of keys) await this.page.keyboard.press(key);
    this.pressed += keys.length;
  }

  async type(text: string) {
    await this.page.keyboard.type(text);
    this.typed += [...text].length;
  }

  /** Goes round until the focus is there; fails when it never comes by. */
  async tabTo(place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', atMost = 90) {
    for (let steps = 0; steps < atMost && !(await hasFocus(place)); steps++) await this.press(key);
    expect(await hasFocus(place)).toBe(true);
  }
}

const inFocus = (place: Locator) => place.and(place.page().locator(':focus'));
const hasFocus = async (place: Locator) => (await inFocus(place).count()) === 1;

/** Waits until a place has the focus. */
export const focused = (place: Locator) => inFocus(place).waitFor();
