/**
 * A page's code that does not come. Either nothing comes, or a newer release took its place: what
 * the server sends now as its page names another first script than the one that runs here.
 */

/** Errors of code that did not come, as Vite tells them. */
const missing = new WeakSet<object>();

export function noticeMissingCode(): void {
  window.addEventListener('vite:preloadError', ({ payload }) => missing.add(payload));
}

export const isMissingCode = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && missing.has(error);

/** The first script of a page, named by its content. */
export const releaseIn = (page: string): string | null =>
  /<script\b[^>]*\ssrc="([^"]+)"/.exec(page)?.[1] ?? null;

/** `newer` is loaded at once; the others are told. */
export type Missing = 'unreachable' | 'newer' | 'broken';

type Tab = Pick<Storage, 'getItem' | 'setItem'>;
type Surroundings = Readonly<{
  /** The release that runs. */
  running: string | null;
  /** The page as the server sends it now. @throws when nothing comes */
  ask: () => Promise<string>;
  tab: Tab;
}>;

const key = (release: string) => `taizhang.loaded ${release}`;

/** Each release is loaded at most once in a tab, so that pages that do not fit never circle. */
export async function whyMissing({ running, ask, tab }: Surroundings): Promise<Missing> {
  const page = await ask().catch(() => null);
  if (page === null) return 'unreachable';
  const served = releaseIn(page);
  if (!served || served === running || tab.getItem(key(served))) return 'broken';
  tab.setItem(key(served), 'once');
  return 'newer';
}

/** @throws when nothing comes, or something else than a page, or nobody waits any more */
async function pageOfServer(signal: AbortSignal): Promise<string> {
  const headers = { accept: 'text/html' };
  const answer = await fetch('/', { cache: 'no-store', headers, signal });
  if (!answer.ok) throw new Error(`The page answers ${answer.status}`);
  return answer.text();
}

/** @param signal aborted when nobody waits any more: what is not loaded then, is later */
export const whyMissingHere = (signal: AbortSignal): Promise<Missing> =>
  whyMissing({
    running: document.querySelector('script[type=module][src]')?.getAttribute('src') ?? null,
    ask: () => pageOfServer(signal),
    tab: sessionStorage,
  });
