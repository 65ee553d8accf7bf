import { releaseIn, whyMissing } from './release';

const page = (script: string) =>
  `<!doctype html><head><script type="module" crossorigin src="${script}"></script></head>`;

function tab() {
  const content = new Map<string, string>();
  return {
    getItem: (key: string) => content.get(key) ?? null,
    setItem: (key: string, value: string) => void content.set(key, value),
  };
}

const served = (script: string) => ({ ask: () => Promise.resolve(page(script)) });
const nothing = { ask: () => Promise.reject(new Error('no network')) };

it('a release is known by the first script of its page', () => {
  expect(releaseIn(page('/assets/index-a1.js'))).toBe('/assets/index-a1.js');
  expect(releaseIn('<h1>502 Bad Gateway</h1>')).toBeNull();
});

describe('code that does not come', () => {
  const running = '/assets/index-a1.js';

  it('is told where nothing comes at all: loading anew would leave an empty window', async () => {
    expect(await whyMissing({ running, ...nothing, tab: tab() })).toBe('unreachable');
  });

  it('is of another release where the server has one: it is loaded', async () => {
    const newer = served('/assets/index-b2.js');
    expect(await whyMissing({ running, ...newer, tab: tab() })).toBe('newer');
  });

  it('is told where the release that runs is the one that the server has', async () => {
    expect(await whyMissing({ running, ...served(running), tab: tab() })).toBe('broken');
    const proxy = { ask: () => Promise.resolve('<h1>maintenance</h1>') };
    expect(await whyMissing({ running, ...proxy, tab: tab() })).toBe('broken');
  });

  it('is never loaded in a circle, not even between servers of two releases', async () => {
    const place = tab();
    const other = '/assets/index-b2.js';
    const answers = [
      await whyMissing({ running, ...served(other), tab: place }),
      await whyMissing({ running: other, ...served(running), tab: place }),
      await whyMissing({ running, ...served(other), tab: place }),
      await whyMissing({ running: other, ...served(running), tab: place }),
    ];
    expect(answers).toEqual(['newer', 'newer', 'broken', 'broken']);
  });
});
