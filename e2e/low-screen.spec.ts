/** What an operator with a small screen, or with a keyboard alone, has at once. */
import { expect, test as sandboxTest } from './fixtures.ts';
import { body, chart, readingTest, rows, slider } from './failures-fixtures.ts';

readingTest(
  'beside an open body stand eight rows and its first lines; a chosen time can be left',
  async ({ quietPage: page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/sandbox/failures');
    await expect(slider(page)).toBeVisible();
    await rows(page)
      .nth(2)
      .getByRole('button', { name: /^Body of/ })
      .click();
    const lines = body(page).getByRole('treegrid').getByRole('row');
    await expect(lines.first()).toBeVisible();
    // Whole ones: none is cut by the edge of the window.
    const inSight = (all: typeof lines) =>
      all.evaluateAll(
        (elements) =>
          elements.filter((element) => element.getBoundingClientRect().bottom <= innerHeight)
            .length,
      );
    expect(await inSight(rows(page))).toBeGreaterThanOrEqual(8);
    expect(await inSight(lines)).toBeGreaterThanOrEqual(5);
    await expect(slider(page)).toBeHidden();

    await page.setViewportSize({ width: 1280, height: 1080 });
    await expect(slider(page)).toBeVisible();
    await slider(page).press('Enter');
    await expect(page).toHaveURL(/from=/);
    await page.setViewportSize({ width: 1280, height: 800 });
    await chart(page).getByRole('button', { name: 'Whole time' }).click();
    await expect(page).not.toHaveURL(/from=/);
    await expect(page.getByRole('combobox', { name: /^Time/ })).toBeFocused();
  },
);

for (const [screen, test] of [
  ['webhooks', sandboxTest],
  ['failures', readingTest],
] as const) {
  test(`A2: the list of ${screen} is a few Tabs from the start of the page`, async ({
    quietPage: page,
  }) => {
    await page.goto(`/sandbox/${screen}`);
    const skip = page.getByRole('button', { name: 'To the list' });
    await expect(skip).toBeAttached();
    const isThere = () => skip.evaluate((element) => element === document.activeElement);
    let tabs = 0;
    for (; tabs < 10 && !(await isThere()); tabs++) await page.keyboard.press('Tab');
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    const row = page.getByRole('row').filter({ has: page.locator(':focus') });
    await expect(row).toHaveAttribute('aria-rowindex', '2');
    await page.keyboard.press('ArrowDown');
    await expect(row).toHaveAttribute('aria-rowindex', '3');
  });
}

sandboxTest('in the reader’s own colours, what is chosen is told by a frame', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto('/sandbox/webhooks');
  const framed = (name: string | RegExp, role: 'button' | 'link') =>
    page
      .getByRole(role, { name })
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle);
  await expect(page.getByRole('button', { name: /^All \d/ })).toBeVisible();
  expect(await framed(/^All \d/, 'button')).toBe('solid');
  expect(await framed(/^Healthy/, 'button')).toBe('none');
  expect(await framed('Sandbox · Connect app', 'link')).toBe('solid');
  expect(await framed('Sandbox · OAuth app', 'link')).toBe('none');
});
