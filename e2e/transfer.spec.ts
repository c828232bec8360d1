import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';

interface RegistrationsFile {
  version: number;
  registrations: { url: string; events: string[]; jqlFilter: string }[];
}

async function exported(page: Page): Promise<RegistrationsFile> {
  await page.goto('/sandbox/webhooks');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8')) as RegistrationsFile;
}

async function choose(page: Page, file: unknown): Promise<void> {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  await page.getByLabel('File').setInputFiles({
    name: 'webhooks.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
}

test('what was exported is, imported again, nothing to do', async ({ quietPage: page }) => {
  const file = await exported(page);
  expect(file.registrations).toHaveLength(37);
  await page.getByRole('link', { name: 'Import' }).click();
  await choose(page, file);
  await expect(page.getByText('0 to register, 37 already there, 0 differ.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nothing to do' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('an empty site is filled from the file, with a verdict for each', async ({
  quietPage: page,
  sandbox,
}) => {
  const file = await exported(page);
  await sandbox.reset({ scenario: 'empty' });
  await page.goto('/sandbox/webhooks/import');
  await choose(page, file);
  await page.getByRole('button', { name: 'Apply 37 changes' }).click();
  await expect(page.getByRole('cell', { name: /^Registered Webhook \d+$/ })).toHaveCount(37);
  expect(await sandbox.listed()).toHaveLength(37);
  await choose(page, file);
  await expect(page.getByText('0 to register, 37 already there, 0 differ.')).toBeVisible();
});

test('what differs is shown and, where asked for, replaced; what Jira refuses is told in its words', async ({
  quietPage: page,
  sandbox,
}) => {
  const file = await exported(page);
  const [first] = file.registrations;
  if (!first) throw new Error('the export is empty');
  first.events = [...first.events, 'comment_deleted'];
  file.registrations.push({
    ...first,
    events: ['jira:issue_created'],
    jqlFilter: 'watchCount > 3',
  });
  await page.goto('/sandbox/webhooks/import');
  await choose(page, file);
  await expect(page.getByText('1 to register, 36 already there, 1 differs.')).toBeVisible();
  await expect(page.getByText('comment_deleted only in the file')).toBeVisible();
  await page.getByRole('checkbox', { name: /^Replace the one that differs/ }).check();
  await page.getByRole('button', { name: 'Apply 2 changes' }).click();
  await expect(
    page.getByRole('cell', { name: /^Replaced Webhook \d+ in place of \d+$/ }),
  ).toBeVisible();
  await expect(
    page.getByRole('cell', { name: 'Refused The clause watchCount is unsupported' }),
  ).toBeVisible();
  expect(await sandbox.listed()).toHaveLength(37);
});

test('R12: an answer lost in the middle of an import registers nothing twice', async ({
  quietPage: page,
  sandbox,
}) => {
  const file = await exported(page);
  await sandbox.reset({ scenario: 'empty' });
  await page.goto('/sandbox/webhooks/import');
  await choose(page, file);
  await sandbox.fault({ fault: 'lost-answer', operation: 'register' });
  await page.getByRole('button', { name: 'Apply 37 changes' }).click();
  await expect(page.getByRole('cell', { name: /^Registered Webhook \d+$/ })).toHaveCount(37);
  expect(await sandbox.listed()).toHaveLength(37);
});

test('a file that is none is refused with the place of the fault', async ({ quietPage: page }) => {
  await page.goto('/sandbox/webhooks/import');
  await choose(page, '{"version": 1,\n "registrations": [}');
  await expect(page.getByText('line 2, column 20')).toBeVisible();
  await choose(page, { version: 2, registrations: [] });
  await expect(page.getByText('version must be 1')).toBeVisible();
  await choose(page, { version: 1, registrations: [{ url: 7 }] });
  await expect(page.getByText('registrations[0].url')).toBeVisible();
});
