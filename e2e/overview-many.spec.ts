/** Thousands of connections: the overview and the way from one to another. */
import type { Page } from 'playwright/test';
import { accessibilityFaults, expect, test as base } from './fixtures.ts';
import { smallTargets, tooWide } from './keyboard-checks.ts';
import { startManySites, type ManySites } from './many-sites.ts';

const count = 1500;
const paused = 3;

const test = base.extend<object, { many: ManySites }>({
  many: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const many = await startManySites(count, paused);
      await provide(many);
      await many.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ many }, provide) => provide(many.address),
});

/** The sandbox's two come on top. */
const all = (count + 2).toLocaleString('en-GB');
const entries = (page: Page) => page.getByRole('list', { name: 'Connections' });
const entry = (page: Page, name: string) =>
  entries(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search connections' });
const switcher = (page: Page) => page.getByRole('button', { name: /switch connection/ });
const choice = (page: Page) => page.getByRole('combobox', { name: 'Search connections' });

test('what is paused comes first; a search and a filter narrow, and stand in the address', async ({
  quietPage: page,
}) => {
  await page.goto('/');
  await expect(page.getByText(`${all} connections`)).toBeVisible();
  const first = entries(page).getByRole('listitem').first();
  await expect(first).toContainText('Customer 0');
  await expect(first).toContainText('Paused');
  await expect(first.getByRole('link', { name: 'Settings of Customer 0' })).toBeVisible();
  await search(page).pressSequentially('site-149');
  await expect(search(page)).toHaveValue('site-149');
  await expect(page).toHaveURL(/\?q=site-149$/);
  // 149 and 1490 to 1499, in the order in which people count.
  await expect(page.getByRole('status').filter({ hasText: `11 of ${all} shown` })).toBeVisible();
  await expect(entries(page).getByRole('link').nth(1)).toHaveText('Customer 1490');
  await page.reload();
  await expect(search(page)).toHaveValue('site-149');

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(search(page)).toBeFocused();
  await expect(page).toHaveURL('/');
  await page.getByRole('button', { name: `Needs attention ${paused}` }).click();
  await expect(page).toHaveURL('/?attention=true');
  await expect(entries(page).getByRole('listitem')).toHaveCount(paused);
  await search(page).fill('nobody');
  await expect(page.getByRole('heading', { name: 'No connection matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all connections' }).click();
  await expect(search(page)).toBeFocused();
  await expect(page.getByText(`${all} connections`)).toBeVisible();
});

test('only sites in view are read, a few at once, and none that is paused', async ({
  page,
  many,
}) => {
  await page.goto('/?attention=true');
  await expect(entries(page).getByRole('listitem')).toHaveCount(paused);
  many.forget();
  await page.goto('/');
  await expect(entry(page, 'Customer 5')).toContainText('0 of 100');
  await page.waitForLoadState('networkidle');
  const { sites, atOnce } = many.asked();
  expect(sites.size).toBeLessThan(60);
  expect([...sites]).toContain('site-5');
  expect([...sites].filter((site) => /^site-[0-2]$/.test(site))).toEqual([]);
  expect(atOnce).toBeLessThanOrEqual(4);
});

test('A2: arrow keys go through all of them, and a name opens', async ({ quietPage: page }) => {
  await page.goto('/');
  await entry(page, 'Customer 0').getByRole('link', { name: 'Customer 0', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Customer 1', exact: true })).toBeFocused();
  await page.keyboard.press('End');
  // The sandbox's come after every customer.
  const last = page.getByRole('link', { name: 'Sandbox · OAuth app' });
  await expect(last).toBeFocused();
  const lastEntry = entry(page, 'Sandbox · OAuth app');
  await expect(lastEntry).toHaveAttribute('aria-posinset', String(count + 2));
  await expect(lastEntry).toHaveAttribute('aria-setsize', String(count + 2));
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Webhooks' })).toBeVisible();
});

test('A2: the switcher leads to the same screen of another connection, by keyboard', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/failures');
  await expect(switcher(page)).toHaveText(/^Sandbox · Connect app/);
  await switcher(page).focus();
  await page.keyboard.press('Enter');
  await expect(choice(page)).toBeFocused();
  const options = page.getByRole('listbox', { name: 'Connections' }).getByRole('option');
  await expect(options).toHaveCount(50);
  await expect(page.getByText(`${(count + 2 - 50).toLocaleString('en-GB')} more`)).toBeVisible();
  await page.keyboard.type('site-12');
  await expect(options.first()).toContainText('Customer 12');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  const chosen = await options.nth(1).getAttribute('id');
  await expect(choice(page)).toHaveAttribute('aria-activedescendant', chosen ?? '');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/failures$/);
  await expect(switcher(page)).toHaveText(/^Customer 120/);
  await expect(switcher(page)).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.type('nobody at all');
  await expect(page.getByText('No connection has “nobody at all”')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(choice(page)).toHaveCount(0);
  await expect(switcher(page)).toBeFocused();
  await switcher(page).click();
  await page
    .getByRole('option', { name: /^Customer 1,?\b/ })
    .first()
    .click();
  await expect(switcher(page)).toHaveText(/^Customer 1/);
  await expect(page).toHaveURL(/\/failures$/);
});

const states: { name: string; path: string; act?: (page: Page) => Promise<void> }[] = [
  { name: 'the list', path: '/?q=site-1' },
  { name: 'what needs attention', path: '/?attention=true' },
  { name: 'no match', path: '/?q=nobody' },
  {
    name: 'the switcher',
    path: '/sandbox/settings',
    act: async (page) => {
      await switcher(page).click();
      await page.keyboard.type('site-0');
      await expect(page.getByRole('option').first()).toContainText('Paused');
    },
  },
];

for (const { name, path, act } of states) {
  test(`A1, A2: ${name} of many: nothing that axe finds, no small target, no scrolling sideways`, async ({
    quietPage: page,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await act?.(page);
    await page.waitForLoadState('networkidle');
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 360]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 740 });
        await expect(switcher(page)).toBeVisible();
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await smallTargets(page)).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 320, height: 740 });
    expect(await tooWide(page)).toEqual([]);
  });
}
