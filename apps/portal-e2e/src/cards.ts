/** Whether the tables of a page can be read on a phone. Runs within the page. */

/** As much of the browser's page as is read here; the servers' program knows no DOM. */
type Element = Readonly<{
  textContent: string;
  clientWidth: number;
  scrollWidth: number;
  checkVisibility(): boolean;
  matches(selector: string): boolean;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Element>;
}>;
declare const document: Readonly<{ querySelectorAll(selector: string): Iterable<Element> }>;
declare function getComputedStyle(element: Element, part: string): { content: string };

export type Cards = Readonly<{ rows: number; faults: readonly string[] }>;

/**
 * Self-contained: only its own text travels to the page.
 * @returns how many rows there are to read, the values without the title of their column, and the
 *   tables that must be pushed sideways
 */
export function readCards(): Cards {
  const faults: string[] = [];
  let rowCount = 0;
  for (const part of document.querySelectorAll('.tz-scrolling:has(> .tz-stacked)')) {
    if (!part.checkVisibility()) continue;
    const name = part.getAttribute('aria-label');
    const titles = [...part.querySelectorAll('thead th')].map((title) => title.textContent);
    for (const row of part.querySelectorAll('tbody tr')) {
      rowCount += 1;
      for (const [index, cell] of [...row.querySelectorAll('th, td')].entries()) {
        const shown = getComputedStyle(cell, '::before').content;
        const isPlain = cell.matches('.tz-card-head, :empty');
        const wanted = isPlain ? 'none' : JSON.stringify(titles[index]);
        if (shown !== wanted) faults.push(`${name}: ${shown} stands where ${wanted} should`);
      }
    }
    const { scrollWidth, clientWidth } = part;
    if (scrollWidth > clientWidth) faults.push(`${name}: ${scrollWidth} wide in ${clientWidth}`);
  }
  return { rows: rowCount, faults };
}
