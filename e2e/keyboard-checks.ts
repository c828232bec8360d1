/** What WCAG 2.2 asks of every screen and a keyboard or a finger can tell. */
import type { Page } from 'playwright/test';

/** Presses Tab so often; how many different stops there were. One whose focus cannot be seen throws. */
export async function focusStops(page: Page, presses: number): Promise<number> {
  const stops = new Set<string>();
  for (let stop = 0; stop < presses; stop++) {
    await page.keyboard.press('Tab');
    // Whatever is drawn around the element itself, or around what it stands in.
    const { label, drawn } = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return { label: '', drawn: true };
      const outlined = [element, element.parentElement].some((one) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one ?? element);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      });
      return { label: element.outerHTML.slice(0, 120), drawn: outlined };
    });
    if (!drawn) throw new Error(`no visible focus on ${label}`);
    stops.add(label);
  }
  return stops.size;
}

/** The controls that are smaller than 24 by 24 CSS pixels (SC 2.5.8). Links in a sentence are exempt. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], input, select, summary')].flatMap((element) => {
      // A control is as large as the label that it stands in.
      const target = element.closest('label') ?? element;
      const { width, height } = target.getBoundingClientRect();
      const inText =
        element instanceof HTMLAnchorElement &&
        getComputedStyle(element).display === 'inline' &&
        element.closest('p') !== null;
      const fits = inText || width === 0 || (width >= 24 && height >= 24);
      return fits ? [] : [`${element.outerHTML.slice(0, 120)}: ${width} × ${height}`];
    }),
  );
}

/** What would have to be scrolled sideways (SC 1.4.10). */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, aside, dialog')].flatMap(
      (element) =>
        element.scrollWidth > element.clientWidth
          ? [`${element.localName}: ${element.scrollWidth} in ${element.clientWidth}`]
          : [],
    ),
  );
}
