/** The catalogue of events and the viewer of bodies. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';
import { accessibilityFaults, expect, test } from './fixtures.ts';

const updated = '/payloads?event=jira:issue_updated';
const lines = (page: Page) => page.getByRole('treegrid');
const lineOf = (page: Page, text: string | RegExp): Locator =>
  lines(page).getByRole('row').filter({ hasText: text });
const current = (page: Page) => lines(page).getByRole('row', { selected: true });
const path = (page: Page) => page.getByLabel('Path');
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const searchField = (page: Page) => page.getByRole('searchbox', { name: 'Search the body' });

async function openFile(page: Page, content: string | Buffer, name = 'body.json'): Promise<void> {
  await page.goto('/payloads?event=own');
  await page.getByLabel('or from a file').setInputFiles({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  });
  await expect(lines(page).getByRole('row').first()).toBeVisible();
}

test.describe('the catalogue', () => {
  test('an event is found, opened and sent on by its address', async ({ quietPage: page }) => {
    await page.goto('/');
    await page.getByRole('banner').getByRole('link', { name: 'Payloads' }).click();
    await page.getByRole('searchbox', { name: 'Search events' }).fill('sprint completed');
    const events = page.getByRole('navigation', { name: 'Events' });
    await expect(events.getByRole('listitem')).toHaveText(['sprint_closed']);
    await events.getByRole('link', { name: 'sprint_closed' }).click();
    await expect(page).toHaveURL(/\/payloads\?q=sprint(?:\+|%20)completed&event=sprint_closed$/);
    await expect(page.getByText('No filter applies to it')).toBeVisible();
    await expect(lineOf(page, '"webhookEvent": "sprint_closed"')).toBeVisible();
    await page.reload();
    await expect(lineOf(page, '"webhookEvent": "sprint_closed"')).toBeVisible();
    await events.getByRole('link', { name: 'A payload of your own' }).click();
    await expect(page.getByRole('heading', { name: 'A payload of your own' })).toBeVisible();
    await page.goBack();
    await expect(lineOf(page, 'sprint_closed')).toBeVisible();
  });

  test('an address that names no event says so', async ({ quietPage: page }) => {
    await page.goto('/payloads?event=issue_exploded&q=nothing');
    await expect(page.getByText('Jira has no event called “issue_exploded”')).toBeVisible();
    await expect(page.getByText('No event has “nothing” in it.')).toBeVisible();
  });
});

test.describe('a body', () => {
  test('what matters comes first', async ({ quietPage: page }) => {
    await page.goto(updated);
    const summary = page.getByRole('region', { name: 'Summary' });
    await expect(summary.getByRole('definition').first()).toHaveText(/^PAY-\d+ · /);
    await expect(summary.getByRole('table', { name: 'What changed' })).toContainText('status');
  });

  test('is read by keyboard alone: lines, folding, search and back', async ({
    quietPage: page,
  }) => {
    await page.goto(updated);
    await lines(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(path(page)).toHaveText('$.webhookEvent');
    await page.keyboard.press('ArrowLeft');
    await expect(path(page)).toHaveText('$');
    const all = Number(await lines(page).getAttribute('aria-rowcount'));
    await page.keyboard.press('ArrowLeft');
    await expect(lines(page)).toHaveAttribute('aria-rowcount', '1');
    await expect(current(page)).toHaveAttribute('aria-expanded', 'false');
    await expect(current(page)).toHaveText(/\{ … \d+ values … \}/);
    await page.keyboard.press('ArrowRight');
    await expect(lines(page)).toHaveAttribute('aria-rowcount', String(all));
    await page.keyboard.press('End');
    await expect(current(page)).toHaveText('}');
    await page.keyboard.press('Home');

    await page.keyboard.press('/');
    await expect(searchField(page)).toBeFocused();
    await page.keyboard.type('CHANGELOG');
    await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(lines(page)).toBeFocused();
    await expect(current(page)).toHaveText(/"changelog": \{$/);
    await expect(current(page).locator('mark')).toHaveText('changelog');
    await page.keyboard.press('Control+f');
    await expect(searchField(page)).toBeFocused();
    await page.keyboard.type('accountId');
    await expect(page.getByText(/^\d of \d$/)).toBeVisible();
    const first = await page.getByText(/^\d of \d$/).textContent();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await expect(page.getByText(/^\d of \d$/)).not.toHaveText(first ?? '');
    await page.keyboard.press('Shift+N');
    await expect(page.getByText(/^\d of \d$/)).toHaveText(first ?? '');
    await page.keyboard.press('F3');
    await expect(page.getByText(/^\d of \d$/)).not.toHaveText(first ?? '');
  });

  test('is folded by mouse and by level, and copied in part and whole', async ({
    quietPage: page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openFile(page, '{"id":9007199254740993,"a b":[1.10,{"c":"\\u00e9"}],"id":1}');
    await lineOf(page, '"c"').click();
    await expect(path(page)).toHaveText('$["a b"][1].c');
    await page.getByRole('button', { name: 'Copy path' }).click();
    await expect.poll(() => copied(page)).toBe('$["a b"][1].c');
    await page.getByRole('button', { name: 'Copy value' }).click();
    await expect.poll(() => copied(page)).toBe(String.raw`"\u00e9"`);
    await page.getByRole('button', { name: 'Copy all' }).click();
    await expect
      .poll(() => copied(page))
      .toBe(String.raw`{"id":9007199254740993,"a b":[1.10,{"c":"\u00e9"}],"id":1}`);
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expect.poll(() => copied(page)).toContain('--data-binary \'{"id":9007199254740993');
    await page.getByRole('combobox', { name: 'Fold' }).selectOption('Show 1 level');
    await expect(lines(page).getByRole('row')).toHaveCount(5);
    await lineOf(page, '… 2 values …').locator('[data-fold]').click();
    await expect(lineOf(page, '1.10')).toBeVisible();
    await page.getByRole('button', { name: 'As received' }).click();
    await expect(lines(page).getByRole('row')).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Copy path' })).toBeHidden();
  });

  test('R7: is downloaded byte for byte', async ({ quietPage: page }) => {
    const bytes = Buffer.concat([
      Buffer.from('{"a":"\u202E'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    await openFile(page, bytes, 'odd.bin');
    await expect(page.getByText('Some bytes are no characters')).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('odd.bin');
    const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex');
    expect(hash(await readFile(await file.path()))).toBe(hash(bytes));
  });

  test('R2: that is not JSON is text, with the place of its fault', async ({ quietPage: page }) => {
    await openFile(page, '<html>\r\n<script>document.title = "ran"</script>\u0000');
    await expect(page.getByText('Line 1, column 1: a value is expected, not <.')).toBeVisible();
    await expect(lines(page).getByRole('row')).toHaveCount(2);
    await expect(page.getByTitle('U+0000 null')).toBeVisible();
    expect(await page.title()).not.toBe('ran');
  });

  test('R4: markup and script in every name and text are text', async ({ quietPage: page }) => {
    const vectors = [
      '<img src=x onerror="window.__ran=1">',
      '</code><script>window.__ran=1</script>',
      'javascript:window.__ran=1',
      '"><svg onload=window.__ran=1>',
      '{{constructor.constructor("window.__ran=1")()}}',
      '__proto__',
    ];
    const members = vectors.map((vector) => [vector, vector]);
    const items = vectors.map((field) => ({ field, fromString: field, toString: field }));
    const body = JSON.stringify({
      webhookEvent: vectors[0],
      issue: { key: vectors[1], fields: { summary: vectors[2] } },
      user: { displayName: vectors[3] },
      changelog: { items },
    });
    await openFile(
      page,
      `${body.slice(0, -1)},${JSON.stringify(Object.fromEntries(members)).slice(1)}`,
    );
    // More than a few changes leave the body its place.
    await page.getByText(/^What changed: \d+ fields/).click();
    await expect(page.getByRole('table', { name: 'What changed' })).toContainText(vectors[1] ?? '');
    await expect(page.getByRole('definition').first()).toHaveText(vectors[0] ?? '');
    await lines(page).focus();
    await page.keyboard.press('End');
    await expect(lineOf(page, 'onload=window.__ran=1').last()).toBeVisible();
    expect(await page.evaluate(() => '__ran' in window)).toBe(false);
  });

  test('R6: what cannot be seen is marked, and copied as it is', async ({
    quietPage: page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const text = '{"user\u200B":"a\u202Ebc\u2069","esc":"\\u001b"}';
    await page.goto('/payloads?event=own');
    await page.getByLabel('Payload', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Show it' }).click();
    for (const title of ['U+200B zero width space', 'U+202E right-to-left override']) {
      await expect(page.getByTitle(title)).toBeVisible();
    }
    await page.getByRole('button', { name: 'Copy all' }).click();
    await expect.poll(() => copied(page)).toBe(text);
    await lineOf(page, 'user').getByRole('code').selectText();
    await page.keyboard.press('Control+c');
    await expect.poll(() => copied(page)).toContain('"user\u200B": "a\u202Ebc\u2069",');
  });

  for (const [kind, make] of [
    ['a million levels', () => `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    ['a million levels of objects', () => `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`],
    [
      'a million keys',
      () => `{${Array.from({ length: 1_000_000 }, (_, key) => `"key${key}":${key}`).join(',')}}`,
    ],
    ['a line of 5 MB', () => `{"a":"${'x'.repeat(5_000_000)}"}`],
    ['a million levels that never close', () => '[{"a":'.repeat(500_000)],
  ] as const) {
    test(`R5: ${kind}: opens, scrolls to its end, and the tab stays alive`, async ({
      quietPage: page,
    }) => {
      await openFile(page, make());
      await lines(page).focus();
      await page.keyboard.press('End');
      const rows = await lines(page).getAttribute('aria-rowcount');
      await expect(current(page)).toHaveAttribute('aria-rowindex', rows ?? '');
      await page.keyboard.press('ArrowUp');
      await expect(current(page)).toHaveAttribute('aria-rowindex', String(Number(rows) - 1));
      await lines(page).hover();
      await page.mouse.wheel(0, -4800);
      await expect(current(page)).toBeHidden();
      await page.keyboard.press('Home');
      await expect(lines(page).getByRole('row').first()).toHaveAttribute('aria-rowindex', '1');
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      test(`A1: nothing that axe finds, ${colorScheme}, ${width} wide`, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.goto(updated);
        await searchField(page).fill('status');
        await expect(page.getByText(/^\d+ of \d+$/)).toBeVisible();
        await expect(page.getByRole('region', { name: 'Summary' })).toBeVisible();
        expect(await accessibilityFaults(page)).toEqual([]);
        await openFile(page, `["\u202E",`.repeat(50));
        await expect(page.getByText('This is not JSON')).toBeVisible();
        expect(await accessibilityFaults(page)).toEqual([]);
      });
    }
  }
});
