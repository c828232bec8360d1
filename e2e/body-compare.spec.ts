/** Two bodies compared. */
import type { Page } from 'playwright/test';
import { accessibilityFaults, expect, test } from './fixtures.ts';

const lines = (page: Page) => page.getByRole('treegrid');
const comparison = (page: Page) =>
  page.getByRole('region', { name: 'Comparison of: Your payload' });
const differences = (page: Page) => comparison(page).getByRole('table');
const row = (page: Page, place: string) =>
  differences(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: place, exact: true }) });

async function openPasted(page: Page, text: string): Promise<void> {
  await page.goto('/payloads?event=own');
  await page.getByLabel('Payload', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(lines(page).getByRole('row').first()).toBeVisible();
}

async function compareWithPasted(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Compare…' }).click();
  const field = page.getByLabel('The other body', { exact: true });
  await expect(field).toBeVisible();
  await field.fill(text);
  await page.getByRole('button', { name: 'Compare with it' }).click();
}

const deleted = JSON.stringify({
  timestamp: 'today',
  webhookEvent: 'jira:version_deleted',
  version: { id: '9007199254740993', released: true, colour: 'red' },
});

test('with the sample of its event: the shape first, then each value', async ({
  quietPage: page,
}) => {
  await openPasted(page, deleted);
  await page.getByRole('button', { name: 'Compare…' }).click();
  const chosen = comparison(page).getByLabel('Compare with').locator('option:checked');
  await expect(chosen).toHaveText('Sample of jira:version_deleted');
  await expect(comparison(page).getByRole('status')).toHaveText(
    /^1 different, 1 only here, \d+ only there$/,
  );
  await expect(row(page, '$.timestamp')).toContainText('Other type');
  await expect(row(page, '$.version.colour')).toContainText('Only here"red"nothing');
  await expect(row(page, '$.version.name')).toContainText('Only there');
  await expect(row(page, '$.version.id')).toBeHidden();
  await page.getByLabel('Only what differs in shape').uncheck();
  await expect(row(page, '$.version.id')).toContainText('Different"9007199254740993"');

  await row(page, '$.version.colour').getByRole('button').click();
  await expect(lines(page)).toBeFocused();
  await expect(page.getByLabel('Path')).toHaveText('$.version.colour');
  await expect(page.getByRole('button', { name: 'Compare…' })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  await page.getByRole('button', { name: 'Compare…' }).click();
  await expect(comparison(page)).toBeHidden();
});

test('with a pasted body, by keyboard, and masked', async ({ quietPage: page }) => {
  await openPasted(page, '{"n":1.0,"user":{"displayName":"Nadia Okonjo"},"n":2}');
  await page.getByRole('button', { name: 'Compare…' }).focus();
  await page.keyboard.press('Enter');
  const field = page.getByLabel('The other body', { exact: true });
  await expect(field).toBeVisible();
  await field.fill('{"n":1,"user":{"displayName":"Rafi Denholm"}}');
  await page.getByRole('button', { name: 'Compare with it' }).press('Enter');
  await expect(comparison(page).getByRole('status')).toHaveText('2 different, 1 only here');
  await expect(row(page, '$.n')).toContainText('Different1.01');
  await expect(row(page, '$.n (given again, 2)')).toContainText('Only here2');
  await expect(row(page, '$.user.displayName')).toContainText('"Nadia Okonjo""Rafi Denholm"');
  await page.getByRole('switch', { name: 'Mask personal data' }).check();
  await expect(lines(page)).toContainText('Person 1');
  await expect(comparison(page).getByRole('status')).toHaveText('1 different, 1 only here');
  await expect(comparison(page).getByText('Both are masked, each by itself')).toBeVisible();
  await expect(comparison(page)).not.toContainText(/Okonjo|Denholm/);
});

test('what is not JSON is compared by line, and nothing runs', async ({ quietPage: page }) => {
  await openPasted(page, 'one\n<img src=x onerror="document.title=1">\n\u202Ethree');
  await compareWithPasted(page, 'one\ntwo\nthree');
  await expect(comparison(page).getByRole('status')).toHaveText(
    '2 different. Not both are JSON, so they are compared line by line.',
  );
  await expect(row(page, 'line 2')).toContainText('<img src=x onerror="document.title=1">two');
  await expect(row(page, 'line 3').getByTitle('U+202E right-to-left override')).toBeVisible();
  expect(await page.title()).not.toBe('1');
});

test('R5: a million levels against a million levels', async ({ quietPage: page }) => {
  const open = '['.repeat(1_000_000);
  const close = ']'.repeat(1_000_000);
  await page.goto('/payloads?event=own');
  await page.getByLabel('or from a file').setInputFiles({
    name: 'deep.json',
    mimeType: 'application/json',
    buffer: Buffer.from(`${open}1${close}`),
  });
  await compareWithPasted(page, `${open}2${close}`);
  await expect(comparison(page).getByRole('status')).toHaveText('1 different', { timeout: 60_000 });
  await differences(page).getByRole('button').click();
  await expect(lines(page)).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test(`A1: nothing that axe finds, ${colorScheme}, ${width} wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await openPasted(page, deleted);
      await page.getByRole('button', { name: 'Compare…' }).click();
      await expect(differences(page)).toBeVisible();
      expect(await accessibilityFaults(page)).toEqual([]);
      await comparison(page).getByLabel('Compare with').selectOption('Another body, pasted');
      await expect(page.getByLabel('The other body', { exact: true })).toBeVisible();
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  }
}
