/** Failures that come, go out and are told of while somebody looks. */
import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright/test';
import { failureRecord, receivers, type FailureRecord } from './failure-records.ts';
import { body, expect, list, rowOf, rows, writingTest as test } from './failures-fixtures.ts';

const some = (count: number, start = 0, about = {}): FailureRecord[] =>
  Array.from({ length: count }, (_, index) =>
    failureRecord(start + index, Date.now() - 60_000 - index * 1000, about),
  );
const lines = async (download: Download): Promise<string[]> =>
  (await readFile(await download.path(), 'utf8')).trimEnd().split(/\r?\n/);
const announced = (page: Page, count: number) =>
  page.getByRole('button', { name: `${count} new failed deliveries` });

test('500 that arrive in one second announce themselves, move nothing, and are all shown when asked for', async ({
  quietPage: page,
  archive,
}) => {
  await archive.handIn(some(200));
  await page.goto('/sandbox/failures');
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('main').evaluate((main) => main.scrollTo({ top: 1500 }));
  const middle = rowOf(page, 20);
  await expect(middle).toBeVisible();
  const before = await middle.boundingBox();
  const records = some(500, 1000);
  await Promise.all(
    [0, 1, 2, 3, 4].map((part) => archive.handIn(records.slice(part * 100, part * 100 + 100))),
  );
  await expect(announced(page, 500)).toBeVisible();
  expect(await middle.boundingBox()).toEqual(before);
  await announced(page, 500).click();
  await expect(announced(page, 500)).toBeHidden();
  await expect(page.getByRole('figure')).toContainText('700 failures');
  await expect(rowOf(page, 1000)).toBeVisible();
  await expect(async () => {
    await page.getByRole('main').evaluate((main) => main.scrollTo({ top: main.scrollHeight }));
    await expect(list(page)).toHaveAttribute('aria-rowcount', '701', { timeout: 100 });
  }).toPass({ intervals: [50] });
});

test('what does not pass the filters is not announced', async ({ quietPage: page, archive }) => {
  await archive.handIn(some(3));
  await page.goto(`/sandbox/failures?url=${encodeURIComponent(receivers.hooks)}`);
  await expect(rows(page)).toHaveCount(3);
  await archive.handIn(some(5, 10, { url: receivers.ci }));
  await archive.handIn(some(2, 20));
  await expect(announced(page, 2)).toBeVisible();
  await announced(page, 2).click();
  await expect(rows(page)).toHaveCount(5);
});

test('an empty archive fills before one’s eyes', async ({ quietPage: page, archive }) => {
  await page.goto('/sandbox/failures');
  await expect(page.getByText('No failed deliveries so far')).toBeVisible();
  await archive.handIn(some(1));
  await announced(page, 1).click();
  await expect(rows(page)).toHaveCount(1);
});

test('an OAuth connection says why Jira tells it nothing, and its code for a receiver works', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox-oauth/failures');
  await expect(page.getByText('an OAuth 2.0 app gets a 403 there')).toBeVisible();
  const code = await page.getByLabel('Code for a receiver').textContent();
  // As a receiver would run it, with a request of Jira's.
  // oxlint-disable-next-line typescript/no-implied-eval -- the code on the screen is what is tested
  const run = new Function('request', 'rawBody', `${code}; return handIn(request, rawBody);`) as (
    request: object,
    body: string,
  ) => Promise<void>;
  const headers = { 'x-atlassian-webhook-identifier': 'd-1', host: 'hooks.acme.example' };
  const { body: payload = '' } = failureRecord(7, Date.now());
  await run({ headers, url: '/jira' }, payload);
  await announced(page, 1).click();
  await expect(rowOf(page, 7)).toContainText('hooks.acme.example');
  await rowOf(page, 7).getByRole('button').click();
  await expect(body(page).getByRole('treegrid')).toContainText('-7"');
});

test('a file is handed in, each refused record answered by its number, and again doubles nothing', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox-oauth/failures');
  await page.getByRole('button', { name: 'Hand in a file' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand in failed deliveries' });
  const good = some(6000).map((record) => JSON.stringify(record));
  good.splice(5500, 0, '{"id": "x"}', 'not JSON');
  const file = { name: 'night.ndjson', mimeType: '', buffer: Buffer.from(good.join('\n')) };
  await dialog.getByLabel('File').setInputFiles(file);
  await expect(dialog.getByRole('status')).toHaveText(
    'night.ndjson: 6,000 new, 0 known already, 2 refused.',
  );
  const refused = dialog.getByRole('table', { name: 'Refused records' });
  await expect(refused.getByRole('row').nth(1)).toContainText('5,501');
  await expect(refused.getByRole('row').nth(2)).toContainText('5,502');
  await dialog.getByLabel('File').setInputFiles(file);
  await expect(dialog.getByRole('status')).toHaveText(
    'night.ndjson: 0 new, 6,000 known already, 2 refused.',
  );
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('figure')).toContainText('6,000 failures');
});

test('a file that is none is refused in words', async ({ quietPage: page }) => {
  await page.goto('/sandbox/failures');
  await page.getByRole('button', { name: 'Hand in a file' }).click();
  const dialog = page.getByRole('dialog');
  const file = { name: 'a.json', mimeType: '', buffer: Buffer.from('[{"id": ') };
  await dialog.getByLabel('File').setInputFiles(file);
  await expect(dialog.getByRole('alert')).toContainText('not a JSON array of records');
});

test('what is shown, and what is selected, is exported; a formula stays text', async ({
  quietPage: page,
  archive,
}) => {
  const records = [...some(5), ...some(2, 10, { url: '=cmd()' })];
  await archive.handIn(records);
  await page.goto('/sandbox/failures');
  const save = async (format: RegExp, before?: () => Promise<void>): Promise<string[]> => {
    const dialog = page.getByRole('dialog', { name: 'Export failed deliveries' });
    await before?.();
    await dialog.getByRole('radio', { name: format }).check();
    const download = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Save the file' }).click();
    return lines(await download);
  };
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const all = await save(/NDJSON/, () => page.getByRole('checkbox', { name: 'Mask' }).uncheck());
  expect(all.map((line) => JSON.parse(line) as FailureRecord)).toEqual(
    expect.arrayContaining(records),
  );
  expect(all).toHaveLength(7);

  await rowOf(page, 2).getByRole('checkbox').check();
  await rowOf(page, 11).getByRole('checkbox').check();
  await expect(page).toHaveURL(/selected=/);
  await page.reload();
  await page.getByRole('button', { name: 'Export selected' }).click();
  const csv = await save(/CSV/);
  expect(csv).toHaveLength(3);
  expect(csv.join('\n')).toContain("'=cmd()");
  expect(csv.join('\n')).toContain('000000000002');
});

test('a body that Jira dropped is said to be missing', async ({ quietPage: page, archive }) => {
  const { body: _body, ...bare } = failureRecord(1, Date.now() - 60_000);
  await archive.handIn([bare]);
  await page.goto('/sandbox/failures');
  await expect(rows(page).first()).toContainText('no body');
  await rows(page).first().getByRole('button').click();
  await expect(body(page).getByText('No body came with this record')).toBeVisible();
});

test('where the archive cannot be read, its words are shown, what was read stays, and it can be tried again', async ({
  page,
  archive,
}) => {
  await archive.handIn(some(3));
  const failures = /\/api\/connections\/sandbox\/failures(?:\?.*)?$/;
  const broken = { errorMessages: ['The store is full.'], errors: {} };
  await page.route(failures, (route) => route.fulfill({ status: 507, json: broken }));
  await page.goto('/sandbox/failures');
  await expect(page.getByRole('alert')).toContainText('The failed deliveries could not be read');
  await expect(page.getByRole('alert')).toContainText('The store is full.');
  await page.unroute(failures);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rows(page)).toHaveCount(3);
  await page.route('**/body', (route) => route.fulfill({ status: 507, json: broken }));
  await rows(page).first().getByRole('button').click();
  await expect(body(page).getByRole('alert')).toContainText('The body could not be read');
  await page.unroute('**/body');
  await body(page).getByRole('button', { name: 'Try again' }).click();
  await expect(body(page).getByRole('treegrid')).toBeVisible();
});
