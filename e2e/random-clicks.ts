/** Somebody who clicks on whatever there is. */
import type { Page } from 'playwright/test';

/** A number from 0 up to 1, the same ones again for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

export type Pick = <Item>(items: readonly Item[]) => Item;

export function pickBy(random: () => number): Pick {
  return (items) => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  };
}

interface Target {
  x: number;
  y: number;
  kind: 'button' | 'text' | 'choice';
  /** With `#` for each number: the rows of a table are one target, or they would drown all others. */
  name: string;
  /** Whether it leads to another screen, as each screen's header does. */
  isAway: boolean;
}

const words = [
  'https://hooks.acme.example/jira',
  'project = PAY',
  'project = PAY AND issuetype = Bug',
  'summary ~ nothing',
  'comment',
  '7',
  '<b>x',
];

/** What can be clicked on where one is, and would get the click. */
function targetsOn(page: Page): Promise<Target[]> {
  return page.evaluate(() => {
    const found = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [role="slider"], [tabindex="0"]',
    );
    return Array.from(found).flatMap((element): Target[] => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = document.elementFromPoint(x, y);
      const isOther = hit === null || !(element.contains(hit) || hit.contains(element));
      // Leaves for another site, opens a window of the system, or turns the sandbox by hand.
      const leaves = element instanceof HTMLAnchorElement && element.origin !== location.origin;
      const isFile = element instanceof HTMLInputElement && element.type === 'file';
      const name = (element.getAttribute('aria-label') ?? element.textContent).trim();
      if (width === 0 || isOther || leaves || isFile || name === 'Sandbox') return [];
      const isText =
        element instanceof HTMLTextAreaElement ||
        (element instanceof HTMLInputElement && /^(?:text|search|url|number)$/.test(element.type));
      const kind = isText ? 'text' : element instanceof HTMLSelectElement ? 'choice' : 'button';
      const isAway = element.closest('header') !== null;
      const shown = `${element.tagName} ${name.replaceAll(/\d+/g, '#').slice(0, 60)}`;
      return [{ x, y, kind, name: shown, isAway }];
    });
  });
}

/** Does one thing, and says what it was. */
export async function clickAnywhere(page: Page, pick: Pick): Promise<string> {
  const all = await targetsOn(page);
  const here = all.filter(({ isAway }) => !isAway);
  // Seldom, or nobody would ever get to the bottom of a screen.
  const targets = here.length === 0 || pick([true, false, false, false, false]) ? all : here;
  if (targets.length === 0) {
    await page.keyboard.press('Escape');
    return 'Escape, since there was nothing to click on';
  }
  const name = pick([...new Set(targets.map((target) => target.name))]);
  const { x, y, kind } = pick(targets.filter((target) => target.name === name));
  await page.mouse.click(x, y);
  if (kind === 'choice') {
    await page.keyboard.press(pick(['ArrowDown', 'ArrowUp', 'End']));
    await page.keyboard.press('Enter');
  }
  if (kind === 'text') {
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(pick(words));
  }
  return `${kind}: ${name}`;
}
