/** The switch that masks personal data in bodies. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { accessibilityFaults, expect, test } from './fixtures.ts';

const updated = '/payloads?event=jira:issue_updated';
const maskingSwitch = (page: Page) => page.getByRole('switch', { name: 'Mask personal data' });
const lines = (page: Page) => page.getByRole('treegrid');
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('masks what is shown, found, copied and downloaded, and says so', async ({
  quietPage: page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(updated);
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary).toContainText('Tomás Reinholt');
  await maskingSwitch(page).focus();
  await page.keyboard.press('Space');
  await expect(maskingSwitch(page)).toBeFocused();
  await expect(maskingSwitch(page)).toBeChecked();
  await expect(page.getByText('Masked: what is shown')).toBeVisible();
  await expect(summary).toContainText('Person 1');
  await expect(summary).not.toContainText('Reinholt');
  await expect(
    lines(page).getByRole('row').filter({ hasText: '"displayName"' }).first(),
  ).toHaveText('"displayName": "Person 1",');

  const field = page.getByRole('searchbox', { name: 'Search the body' });
  await field.fill('Reinholt');
  await expect(page.getByText('Not found')).toBeVisible();
  await field.fill('Person 2');
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();

  for (const button of ['Copy all', 'Copy as curl']) {
    await page.getByRole('button', { name: button }).click();
    await expect.poll(() => copied(page)).toContain('masked-account-1');
    expect(await copied(page)).not.toMatch(/Reinholt|Okonjo|a81c24d7|avatars\.example/);
  }
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('jira-issue_updated-masked.json');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('"accountId": "masked-account-1"');
  expect(text).not.toMatch(/Reinholt|Okonjo|a81c24d7|avatars\.example/);
});

test('is kept for the session and for all bodies, and taken back', async ({ quietPage: page }) => {
  await page.goto(updated);
  await maskingSwitch(page).check();
  await page.reload();
  await expect(maskingSwitch(page)).toBeChecked();
  await page.goto('/payloads?event=own');
  await page.getByLabel('Payload', { exact: true }).fill('not JSON: nadia@acme.example, 1.10');
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(lines(page)).toContainText('not JSON: person-1@masked.example, 1.10');
  await maskingSwitch(page).uncheck();
  await expect(lines(page)).toContainText('not JSON: nadia@acme.example, 1.10');
  await expect(page.getByText('Masked: what is shown')).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test(`A1: nothing that axe finds while masked, ${colorScheme}, ${width} wide`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.goto(updated);
      await maskingSwitch(page).check();
      await expect(page.getByRole('region', { name: 'Summary' })).toContainText('Person 1');
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  }
}
