/** Parts of a page that cannot be loaded: the network was gone for a moment, or the console was updated. */
import type { Page } from 'playwright/test';
import { accessibilityFaults, expect, test } from './fixtures.ts';

/** As after an update: the page still asks for the file of the version before. */
const lose = (page: Page, parts: RegExp) =>
  page.route(parts, (route) => route.fulfill({ status: 404, body: '' }));

test('a comparison that cannot be loaded takes nothing from the body, and a reload brings it', async ({
  page,
}) => {
  const parts = /\/assets\/body-comparison-[^/]+\.js$/;
  const lines = page.getByRole('treegrid');
  const compare = async () => {
    await page.getByLabel('Payload', { exact: true }).fill('{"webhookEvent": "sprint_started"}');
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.getByRole('button', { name: 'Compare…' }).click();
  };
  await lose(page, parts);
  await page.goto('/payloads?event=own');
  await compare();
  await expect(page.getByText('The comparison could not be loaded')).toBeVisible();
  await expect(lines.getByRole('row').first()).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.unroute(parts);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByText('The comparison could not be loaded')).toHaveCount(0);
  await compare();
  await expect(page.getByLabel('Compare with')).toBeVisible();
});

test('an export whose writer cannot be loaded says so', async ({ page }) => {
  await lose(page, /\/assets\/save-webhooks-[^/]+\.js$/);
  await page.goto('/sandbox/webhooks');
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('alert')).toContainText('Reload the page, and try again.');
  await expect(page.getByRole('table', { name: 'Webhooks' })).toBeVisible();
});

for (const kind of ['js', 'css']) {
  test(`a screen whose own ${kind} cannot be loaded says so, and a reload brings it`, async ({
    page,
  }) => {
    const parts = new RegExp(`/assets/_connection(?:\\.failures)?-[^/]*\\.${kind}$`);
    await page.goto('/sandbox/webhooks');
    await expect(page.getByRole('table', { name: 'Webhooks' })).toBeVisible();
    await lose(page, parts);
    await page.getByRole('link', { name: 'Failures', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'This page cannot be shown' })).toBeVisible();
    await expect(page.getByText('reloading mends it')).toBeVisible();
    await expect(page).toHaveURL(/\/sandbox\/failures/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.unroute(parts);
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await expect(
      page.getByRole('heading', { name: 'Failed deliveries', exact: true }),
    ).toBeVisible();
  });
}
