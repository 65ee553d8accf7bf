/** Code of a page that does not come: people are told, and a newer release loads by itself. */
import type { Page, Route } from 'playwright-core';
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import type { Visitor } from './visitor';

const house = useHouse();

/** Somebody on the workbench; whatever was loaded until then is here already. */
async function atWork(): Promise<{ visitor: Visitor; here: ReadonlySet<string> }> {
  const visitor = await house.visitor();
  const here = new Set<string>();
  visitor.page.on('request', (request) => here.add(request.url()));
  await visitor.enter('supervisor');
  await visitor.heading(visitor.say('workbench/title')).waitFor();
  await visitor.settle();
  return { visitor, here: new Set(here) };
}

const opens = ({ page, say }: Visitor) =>
  page
    .getByRole('navigation', { name: say('shell/navigation') })
    .getByRole('link', { name: say('shell/nav.performance'), exact: true });

const title = (visitor: Visitor) => visitor.heading(visitor.say('performance/title'));
const notice = (visitor: Visitor, code: string) =>
  visitor.page.getByRole('alert').filter({ hasText: visitor.say(`ui/problem.${code}`) });

/** Counts how often the page itself is loaded from now on. */
function loadsOf(page: Page): () => number {
  let loads = 0;
  page.on('request', (request) => (loads += request.resourceType() === 'document' ? 1 : 0));
  return () => loads;
}

async function looksRight(visitor: Visitor, name: string) {
  for (const language of ['en', 'zh'] as const) {
    await visitor.speak(language);
    await visitor.look(`${name} ${language}`);
    expect(await accessibilityFaults(visitor.page)).toEqual([]);
  }
}

describe('A page whose code does not come', () => {
  it('says so where nothing comes, and loads once something does', async () => {
    const { visitor, here } = await atWork();
    const { page } = visitor;
    const loads = loadsOf(page);
    const isAway = (route: Route) => !here.has(route.request().url()) || isPage(route);
    const isPage = (route: Route) => new URL(route.request().url()).pathname === '/';
    await page.route(/\/(assets\/.*)?$/, (route) =>
      isAway(route) ? route.abort('aborted') : route.continue(),
    );
    await opens(visitor).click();
    await notice(visitor, 'page-unreachable').waitFor();
    await looksRight(visitor, 'code unreachable');
    await visitor.button('shell/reload').click();
    await notice(visitor, 'page-unreachable').waitFor();
    expect(loads()).toBe(0);
    await page.unroute(/\/(assets\/.*)?$/);
    await visitor.button('shell/reload').click();
    await title(visitor).waitFor();
  });

  it('loads the newer release by itself', async () => {
    const { visitor } = await atWork();
    const { page, witness } = visitor;
    const loads = loadsOf(page);
    witness.allow(404, '/assets/');
    await page.route('**/assets/**', (route) =>
      loads() === 0 ? route.fulfill({ status: 404, body: '' }) : route.continue(),
    );
    await page.route(/^[^?]*:\d+\/$/, (route) => route.fulfill({ body: newerPage }));
    await opens(visitor).click();
    await title(visitor).waitFor();
    expect(loads()).toBe(1);
  });

  it('does not load again and again what stays away', async () => {
    const { visitor, here } = await atWork();
    const { page, witness } = visitor;
    const loads = loadsOf(page);
    witness.allow(404, '/assets/');
    await page.route('**/assets/**', (route) =>
      here.has(route.request().url()) ? route.continue() : route.fulfill({ status: 404, body: '' }),
    );
    await page.route(/^[^?]*:\d+\/$/, (route) => route.fulfill({ body: newerPage }));
    await opens(visitor).click();
    await notice(visitor, 'page-missing').waitFor();
    expect(loads()).toBe(1);
    await looksRight(visitor, 'code missing');
    await visitor.button('shell/reload').click();
    await page.waitForEvent('load');
    await notice(visitor, 'page-missing').waitFor();
    expect(loads()).toBe(2);
  });
});

const newerPage = '<script type="module" src="/assets/index-newer.js"></script>';
