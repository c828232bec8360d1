/** A failed body: read beside the list, masked, compared, and sent again. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { failureRecord } from './failure-records.ts';
import { body, chart, expect, rowOf, writingTest } from './failures-fixtures.ts';
import { accessibilityFaults } from './fixtures.ts';

/** Its archive reads once at the start, and then only when asked. */
const test = writingTest.extend({ environment: { POLL_INTERVAL_MS: '3600000' } });

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const exact =
  '{"timestamp":1767225600000, "webhookEvent":"jira:issue_updated","issue":{"key":"PAY-7",\n' +
  '"id":12345678901234567890, "a":1.10,"a":1e400,"text":"‮é \\u0041 <b>"},' +
  '"user":{"displayName":"Nadia Okonjo","emailAddress":"nadia@acme.example","accountId":"5b10a2844c20165700ede21g"}}';
const dialog = (page: Page) => page.getByRole('dialog');

async function open(page: Page, number: number): Promise<void> {
  await page.goto('/sandbox/failures');
  await rowOf(page, number).getByRole('button').click();
  await expect(body(page).getByRole('treegrid')).toBeVisible();
}

test('R7: what is shown, downloaded and sent again has the SHA-256 of what came', async ({
  quietPage: page,
  archive,
}) => {
  const url = 'https://receiver.sandbox.example/ok?tenant=7';
  await archive.handIn([failureRecord(7, Date.now() - 60_000, { url, body: exact })]);
  await open(page, 7);
  const download = page.waitForEvent('download');
  await body(page).getByRole('button', { name: 'Download' }).click();
  expect(sha256(await readFile(await (await download).path()))).toBe(sha256(exact));
  await body(page).getByRole('button', { name: 'As received' }).click();
  await expect(body(page).getByRole('treegrid')).toContainText('12345678901234567890, "a":1.10');

  await body(page).getByRole('button', { name: 'Send again…' }).click();
  await expect(dialog(page)).toContainText('It will be signed as Jira signs');
  await dialog(page).getByRole('button', { name: 'Send to receiver.sandbox.example' }).click();
  await expect(dialog(page).getByText('204').first()).toBeVisible();
  const taken = await page.request.get('/sandbox/control/receiver');
  expect(await taken.text()).toContain(JSON.stringify(exact).slice(1, -1));
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(body(page).getByRole('region', { name: 'Sent again' })).toContainText('204');
  await page.reload();
  await expect(body(page).getByRole('region', { name: 'Sent again' })).toContainText('204');
});

test('a private address is refused with the reason, a receiver that hangs up leaves it unknown', async ({
  quietPage: page,
  archive,
}) => {
  await archive.handIn([failureRecord(7, Date.now() - 60_000)]);
  await open(page, 7);
  await body(page).getByRole('button', { name: 'Send again…' }).click();
  const address = dialog(page).getByRole('textbox');
  await address.fill('https://169.254.169.254/latest/meta-data');
  await expect(dialog(page)).toContainText('It will not be signed');
  await dialog(page).getByRole('button', { name: 'Send to 169.254.169.254' }).click();
  await expect(dialog(page)).toContainText('The console did not send it');
  await dialog(page).getByRole('button', { name: 'Send once more…' }).click();
  await address.fill('https://receiver.sandbox.example/hang-up');
  await dialog(page).getByRole('button', { name: 'Send to receiver.sandbox.example' }).click();
  await expect(dialog(page)).toContainText('Nobody knows whether it arrived');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(
    body(page).getByRole('region', { name: 'Sent again' }).getByRole('listitem'),
  ).toHaveCount(2);
});

test('masked at one switch, in what is shown and what is exported', async ({
  quietPage: page,
  archive,
}) => {
  await archive.handIn([failureRecord(7, Date.now() - 60_000, { body: exact })]);
  await open(page, 7);
  await expect(body(page)).toContainText('Nadia Okonjo');
  await body(page).getByRole('switch', { name: 'Mask personal data' }).check();
  await expect(body(page)).not.toContainText('Nadia');
  await expect(body(page)).toContainText('12345678901234567890');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await dialog(page).getByRole('link', { name: 'Save the file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toContain('masked');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('12345678901234567890');
  expect(text).not.toMatch(/Nadia|nadia|5b10a2844c20165700ede21g/);
});

test('compared with another failure of the same event', async ({ quietPage: page, archive }) => {
  const event = 'jira:issue_updated';
  await archive.handIn([
    failureRecord(7, Date.now() - 60_000, { event, note: 'red' }),
    failureRecord(8, Date.now() - 70_000, { event, note: 'blue' }),
  ]);
  await open(page, 7);
  await body(page).getByRole('button', { name: 'Compare…' }).click();
  const comparison = body(page).getByRole('region', { name: /^Comparison of/ });
  const other = comparison.getByRole('option', { name: /-8$/ });
  await expect(other).toBeAttached();
  await comparison.getByLabel('Compare with').selectOption(await other.textContent());
  await expect(comparison.getByRole('table')).toContainText('$.issue.fields.summary');
  await expect(comparison.getByRole('table')).toContainText('Number 8 blue');
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('a comparison can be sent to a colleague, whose list need not hold the other failure', async ({
  quietPage: page,
  archive,
}) => {
  const event = 'jira:issue_updated';
  await archive.handIn([
    failureRecord(7, Date.now() - 60_000, { event, note: 'red' }),
    failureRecord(8, Date.now() - 70_000, { event, note: 'green' }),
    failureRecord(9, Date.now() - 80_000, { event, note: 'blue' }),
  ]);
  const comparison = body(page).getByRole('region', { name: /^Comparison of/ });
  const chosen = comparison.getByLabel('Compare with').locator('option:checked');
  await open(page, 7);
  await body(page).getByRole('button', { name: 'Compare…' }).click();
  const other = comparison.getByRole('option', { name: /-9$/ });
  await comparison.getByLabel('Compare with').selectOption(await other.textContent());
  await expect(comparison.getByRole('table')).toContainText('Number 9 blue');

  const address = new URL(page.url());
  address.searchParams.set('text', 'Number 7');
  await page.goto(address.href);
  await expect(comparison.getByRole('table')).toContainText('Number 9 blue');
  await comparison.getByLabel('Compare with').selectOption({ label: `Sample of ${event}` });
  await expect(comparison.getByRole('table')).not.toContainText('Number 9 blue');
  await page.reload();
  await expect(chosen).toHaveText(`Sample of ${event}`);

  // What an address says that is nobody's is the first choice, and with the body it is gone.
  address.searchParams.set('compare', 'nobody');
  address.searchParams.delete('text');
  await page.goto(address.href);
  await expect(comparison.getByRole('table')).toContainText('Number 8 green');
  await body(page).getByRole('button', { name: 'Close the body' }).click();
  await expect(page).not.toHaveURL(/compare|open/);
});

test('where nothing was read for longer than Jira remembers, the gap is shown as a gap', async ({
  quietPage: page,
  archive,
}) => {
  const control = async (path: string, data: object) =>
    page.request.post(`${archive.address}/sandbox/control${path}`, { data });
  const read = () => page.request.post('/api/connections/sandbox/failures/read');
  expect((await read()).ok()).toBe(true);
  await control('/clock', { advance: '5d' });
  expect((await read()).ok()).toBe(true);
  await page.goto('/sandbox/failures?span=7d');
  await expect(chart(page)).toContainText('not read');
});

test('one made to fail by hand is in the list a click later', async ({ quietPage: page }) => {
  // What the sandbox has had from the start would be announced too, while it is being read.
  const read = await page.request.post('/api/connections/sandbox/failures/read');
  expect(read.ok()).toBe(true);
  await page.goto('/sandbox/failures');
  await expect(chart(page)).toContainText('344 failures');
  await page.getByRole('button', { name: 'Sandbox', exact: true }).click();
  await page.getByRole('button', { name: 'Fail a delivery now' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^1 new/ }).click();
  await expect(chart(page)).toContainText('345 failures');
});
