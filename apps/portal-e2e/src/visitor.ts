/** Somebody in front of the portal: signs in, goes from page to page, looks. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { readWhatSticksOut } from './fit';
import { languageFaults } from './one-language';
import { readPageText } from './page-text';
import { until } from './platform';
import { Witness } from './witness';
import { speaking, type Language, type Say } from './words';

const pictures = resolve(__dirname, '../../../.cache/screenshots');
/** Generous, for a busy machine: a condition that never holds is still told within the test. */
const patienceMs = 60_000;

export const demoPassword = 'taizhang-demo';

export class Visitor {
  readonly witness: Witness;
  language: Language = 'zh';
  say: Say = speaking('zh');

  constructor(readonly page: Page) {
    page.setDefaultTimeout(patienceMs);
    this.witness = new Witness(page);
  }

  async signIn(username: string, password = demoPassword): Promise<void> {
    if (!this.page.url().includes('/sign-in')) await this.page.goto('/sign-in');
    await this.field('sign-in/username').fill(username);
    await this.password('sign-in/password').fill(password);
    await this.button('sign-in/submit').click();
  }

  /** Signs in and waits for the first page. */
  async enter(username: string, password?: string): Promise<void> {
    await this.signIn(username, password);
    await this.button('shell/sign-out').waitFor();
  }

  async speak(language: Language): Promise<void> {
    if (language === this.language) return;
    await this.button('shell/language.switch').click();
    this.language = language;
    this.say = speaking(language);
    await this.page.locator(`html[lang^=${language}]`).waitFor({ state: 'attached' });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  button(key: Parameters<Say>[0]): Locator {
    return this.page.getByRole('button', { name: this.say(key), exact: true });
  }

  /** What is typed into or chosen from, by the name that is read out. */
  field(key: Parameters<Say>[0]): Locator {
    const named = { name: this.say(key), exact: true };
    const { page } = this;
    return page
      .getByRole('textbox', named)
      .or(page.getByRole('combobox', named))
      .or(page.getByRole('spinbutton', named));
  }

  password(key: Parameters<Say>[0]): Locator {
    return this.page.getByLabel(this.say(key), { exact: true });
  }

  /** Chooses from a list that opens below its field. */
  async choose(field: Locator, option: string): Promise<void> {
    const list = this.page.locator('.ant-select-dropdown').filter({ visible: true });
    const wanted = list.locator('.ant-select-item-option').filter({ hasText: option });
    await this.open(field, option, wanted.first());
    await wanted.click();
    // A list of several choices stays open for the next one; of any other, Escape leaves the form.
    const classes = await this.selectOf(field).getAttribute('class');
    if (classes?.includes('ant-select-multiple')) await field.press('Escape');
    await list.waitFor({ state: 'hidden' });
  }

  /** Fills a field of a form from its list, and again if the list moved under the click. */
  async select(field: Locator, option: string): Promise<void> {
    await until(async () => {
      await this.choose(field, option);
      await this.settle();
      return (await this.selectOf(field).innerText()).includes(option);
    }, `${option} is chosen`);
  }

  /** As a person would: what closed again because the page moved is opened once more. */
  private async open(field: Locator, option: string, wanted: Locator): Promise<void> {
    for (let attempts = 3; attempts > 0; attempts--) {
      await field.click();
      // A long list draws only what is in sight: its reader types what they look for.
      if (await field.isEditable()) await field.fill(option);
      const isThere = wanted.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (await isThere) return;
    }
  }

  private selectOf(field: Locator): Locator {
    return field.locator('xpath=ancestor::div[contains(@class, "ant-select")][last()]');
  }

  /** A section of the page by its heading. */
  panel(key: Parameters<Say>[0]): Locator {
    return this.page.getByRole('region', { name: this.say(key), exact: true });
  }

  /** Waits until everything is there, takes a picture, checks its width and all its texts. */
  async look(name: string): Promise<void> {
    await this.settle();
    await this.picture(name);
    const [texts, data] = [await this.page.evaluate(readPageText), await this.witness.data()];
    const faults = languageFaults(this.language, texts, data);
    const out = (await this.whatSticksOut()).map((what) => `sticks out: ${what}`);
    this.witness.faults.push(...[...faults, ...out].map((fault) => `${name}: ${fault}`));
  }

  /** Once nothing slides in any more. */
  private async whatSticksOut(): Promise<readonly string[]> {
    const { width } = this.page.viewportSize()!;
    let out: readonly string[] = [];
    const fits = async () => {
      out = await this.page.evaluate(readWhatSticksOut, width);
      return out.length === 0;
    };
    await until(fits, 'the page fits its window', 3_000).catch(() => undefined);
    return out;
  }

  async settle(): Promise<void> {
    await this.page.locator('.tz-waiting').first().waitFor({ state: 'detached' });
    await this.witness.calm();
  }

  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    const path = join(pictures, `${name.trim().replaceAll(/[^\w-]+/g, '-')}.png`);
    await this.page.screenshot({ path, caret: 'initial', animations: 'disabled' });
  }

  /** @returns what went wrong in this window */
  async leave(name: string): Promise<readonly string[]> {
    await this.picture(name);
    await this.page.context().close();
    return this.witness.faults;
  }
}
