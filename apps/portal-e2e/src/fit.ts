/** Whether a page fits its window: nothing sticks out at the side. Runs within the page. */

type Box = Readonly<{ left: number; right: number; width: number; height: number }>;
/** As much of the browser's page as is read here; the servers' program knows no DOM. */
type Element = Readonly<{
  tagName: string;
  className: string;
  textContent: string;
  parentElement: Element | null;
  getBoundingClientRect(): Box;
}>;
declare const document: Readonly<{
  documentElement: { scrollWidth: number };
  querySelectorAll(selector: string): Iterable<Element>;
}>;
declare function getComputedStyle(element: Element): { overflowX: string };

/**
 * Self-contained: only its own text travels to the page.
 * @param width of the window in CSS pixels
 * @returns what is to be operated and sticks out, and the page itself where it scrolls sideways
 */
export function readWhatSticksOut(width: number): string[] {
  const isOut = ({ left, right }: Box) => left < -1 || right > width + 1;
  /** A part that scrolls by itself, and is in the window, may be wider inside. */
  const scrollsWithin = (element: Element): boolean => {
    for (let place = element.parentElement; place; place = place.parentElement) {
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(place).overflowX);
      if (scrolls && !isOut(place.getBoundingClientRect())) return true;
    }
    return false;
  };
  const operable =
    'a[href], button, input, textarea, summary, h1, h2, [role=radio], [tabindex="0"]';
  const out = [...document.querySelectorAll(operable)]
    .filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.height > 0 && isOut(box) && !scrollsWithin(element);
    })
    .map(({ tagName, className, textContent }) => `${tagName}.${className}: ${textContent}`);
  const { scrollWidth } = document.documentElement;
  return scrollWidth > width ? [`the page is ${scrollWidth} wide`, ...out] : out;
}
