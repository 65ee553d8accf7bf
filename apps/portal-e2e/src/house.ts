/** Opens browser windows for people, and looks afterwards whether anything went wrong in them. */
import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { Visitor } from './visitor';

const withoutOutside = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type House = Readonly<{
  /** A window of its own, with nobody signed in and nothing remembered. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
}>;

/** A telephone of today, as a window. */
export const telephone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
} as const;

/** A journey of half a minute on a machine four times as busy, and one wait in vain. */
const journeyMsMax = 240_000;

/** To be called where a suite begins: the browser lives as long as the suite. */
export function useHouse(): House {
  jest.setTimeout(journeyMsMax);
  let browser: Browser | undefined;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    const executablePath = process.env['CHROME_PATH'] ?? '';
    browser = await chromium.launch({ executablePath, args: withoutOutside });
  });

  afterEach(async () => {
    const gone = visitors.splice(0);
    const place = expect.getState().currentTestName ?? '';
    const faults = await Promise.all(
      gone.map((visitor, index) => visitor.leave(`end of ${place} ${index || ''}`)),
    );
    expect(faults.flat()).toEqual([]);
  });

  afterAll(() => browser?.close());

  return {
    async visitor(options = {}) {
      if (!browser) throw new Error('The house is not open yet');
      const context = await browser.newContext({
        baseURL: process.env['TEST_PLATFORM_URL']!,
        viewport: { width: 1366, height: 860 },
        ...options,
      });
      const visitor = new Visitor(await context.newPage());
      visitors.push(visitor);
      return visitor;
    },
  };
}
