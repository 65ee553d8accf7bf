/** What a page says, to the eye and to the ear. Runs within the page. */

/** As much of the browser's page as is read here; the servers' program knows no DOM. */
type Element = Readonly<{
  closest(selector: string): Element | null;
  getAttribute(name: string): string | null;
  checkVisibility(): boolean;
}>;
type TextNode = Readonly<{ textContent: string; parentElement: Element }>;
declare const document: Readonly<{
  title: string;
  body: unknown;
  documentElement: { lang: string };
  querySelectorAll(selector: string): Iterable<Element>;
  createTreeWalker(root: unknown, what: number): { nextNode(): TextNode | null };
}>;

export type PageText = Readonly<{ title: string; lang: string; texts: readonly string[] }>;

/** Self-contained: only its own text travels to the page. */
export function readPageText(): PageText {
  const { title, documentElement } = document;
  const { lang } = documentElement;
  const texts = [title];
  const isRead = (element: Element) =>
    element.checkVisibility() &&
    !element.closest('script, style, noscript, kbd, textarea, [aria-hidden=true] [aria-label]') &&
    // What is marked as another language is meant to be one.
    element.closest('[lang]')?.getAttribute('lang') === lang;

  const textNodes = 4;
  const walker = document.createTreeWalker(document.body, textNodes);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (isRead(node.parentElement)) texts.push(node.textContent);
  }
  for (const attribute of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`body [${attribute}]`)) {
      if (isRead(element)) texts.push(element.getAttribute(attribute) ?? '');
    }
  }
  return { title, lang, texts };
}
