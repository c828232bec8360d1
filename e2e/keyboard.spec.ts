/** The whole screen by keyboard alone, and what else a hand, an eye or a zoomed screen needs. */
import type { Page } from 'playwright/test';
import { expect, row, test, type ListedWebhook, type Sandbox } from './fixtures.ts';
import { focusStops, smallTargets, tooWide } from './keyboard-checks.ts';

const url = '/sandbox/webhooks';

async function byExpiry(sandbox: Sandbox): Promise<ListedWebhook[]> {
  return (await sandbox.listed()).toSorted(
    (a, b) => Date.parse(a.expirationDate) - Date.parse(b.expirationDate),
  );
}

/** What has the focus, as a screen reader would name it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const text = element instanceof HTMLInputElement ? '' : element?.textContent?.trim();
    return element === document.body
      ? 'nothing'
      : (element?.getAttribute('aria-label') ?? text ?? '');
  });

/** Tab after Tab until something is reached, as somebody without a mouse would. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const reached: string[] = [];
  for (let stop = 0; stop < 80; stop++) {
    const here = await focused(page);
    if (typeof name === 'string' ? here === name : name.test(here)) return;
    reached.push(here);
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${name}: ${reached.join(' → ')}`);
}

const expectFocused = (page: Page, name: string) => expect.poll(() => focused(page)).toBe(name);

const expectFocusKept = async (page: Page) =>
  expect.poll(() => focused(page), { message: 'the focus is somewhere' }).not.toBe('nothing');

test('A2: searching, filtering and sorting by keyboard', async ({ quietPage: page }) => {
  await page.goto(url);
  await expect(page.getByRole('timer').last()).toBeVisible();
  await tabTo(page, 'Search webhooks');
  await page.keyboard.type('project = PAY');
  await expect(page.getByText(/^\d+ of 37 shown$/)).toBeVisible();
  await tabTo(page, /^Expired \d/);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: /^Expired/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await tabTo(page, 'Clear filters');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expectFocusKept(page);
  await tabTo(page, 'Event');
  await page.keyboard.type('sprint_c');
  await expect(page).toHaveURL(/event=sprint_c/);
  await tabTo(page, 'ID');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'ID', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expectFocusKept(page);
});

test('A2: rows by arrows, selection with Space, details with Enter and back with Escape', async ({
  quietPage: page,
  sandbox,
}) => {
  const [first, second, third] = await byExpiry(sandbox);
  await page.goto(url);
  await expect(page.getByRole('timer').last()).toBeVisible();
  await tabTo(page, `Select webhook ${first?.id}`);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('2 selected');
  await expectFocused(page, `Select webhook ${third?.id}`);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await expectFocused(page, `Details of webhook ${second?.id}`);
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary', { name: `Webhook ${second?.id}` });
  await expect(details.getByRole('heading', { name: `Webhook ${second?.id}` })).toBeFocused();
  await tabTo(page, 'Copy as JSON');
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  await expectFocused(page, `Details of webhook ${second?.id}`);
  await page.keyboard.press('End');
  await expect(page.locator('[aria-rowindex="38"]').getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Home');
  await expectFocused(page, `Details of webhook ${first?.id}`);
});

test('A2: details from the page’s head or from a link give the focus to their row', async ({
  quietPage: page,
  sandbox,
}) => {
  const next = (await byExpiry(sandbox)).find((one) => Date.parse(one.expirationDate) > Date.now());
  await page.goto(url);
  await expect(page.getByRole('timer').last()).toBeVisible();
  await tabTo(page, `webhook ${next?.id}`);
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { name: `Webhook ${next?.id}` });
  await expect(heading).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(heading).toBeHidden();
  await expectFocused(page, `Details of webhook ${next?.id}`);

  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 700 });
    await page.goto(`${url}?open=${next?.id}`);
    await expect(heading).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(heading).toBeHidden();
    await expectFocused(page, `Details of webhook ${next?.id}`);
  }
});

test('A2: refreshing, deleting, undoing and deleting now; the focus is never lost', async ({
  quietPage: page,
  sandbox,
}) => {
  const [first, second] = await byExpiry(sandbox);
  if (!first || !second) throw new Error('too few');
  await page.goto(`${url}?sort=id`);
  await expect(page.getByRole('timer').last()).toBeVisible();
  await tabTo(page, /^Refresh webhook/);
  await tabTo(page, `Refresh webhook ${first.id}`, 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: `Webhook ${first.id}: Renewed` })).toBeVisible();
  await expectFocused(page, `Refresh webhook ${first.id}`);

  const deleteIt = async (id: number) => {
    await tabTo(page, `Delete webhook ${id}`);
    await page.keyboard.press('Enter');
    // The safe answer has the focus.
    await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expectFocused(page, `Delete webhook ${id}`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  };
  await tabTo(page, `Delete webhook ${first.id}`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expectFocused(page, `Delete webhook ${first.id}`);

  await deleteIt(first.id);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden();
  await expect(page.getByRole('button', { name: `Delete webhook ${first.id}` })).toBeFocused();

  await deleteIt(first.id);
  await page.keyboard.press('Tab');
  await expectFocused(page, 'Delete now');
  await page.keyboard.press('Enter');
  const flag = page.getByRole('region', { name: `Webhook ${first.id}: Deleted` });
  await expect(flag).toBeVisible();
  await expect(row(page, first.id)).toBeHidden();
  await expectFocusKept(page);
  await tabTo(page, 'Dismiss');
  await page.keyboard.press('Enter');
  await expect(flag).toBeHidden();
  await expectFocusKept(page);
});

test('A2: left to run out, the time to undo takes no focus away, and so with all of them deleted', async ({
  quietPage: page,
  sandbox,
}) => {
  await page.clock.install();
  await page.goto(`${url}?selected=1-200`);
  const selection = page.getByRole('region', { name: 'Selection' });
  await expect(selection).toContainText('37 selected');
  await tabTo(page, 'Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep them' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.clock.runFor(7000);
  await expect(page.getByRole('region', { name: 'Deleted 37 webhooks' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No webhooks registered' })).toBeVisible();
  await expectFocusKept(page);
  expect(await sandbox.listed()).toEqual([]);
});

test('A2: the selection is refreshed and cleared by keyboard', async ({ quietPage: page }) => {
  await page.goto(`${url}?selected=7-28`);
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('8 selected');
  await tabTo(page, 'Clear selection');
  await tabTo(page, 'Refresh', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Refreshed 8 webhooks' })).toBeVisible();
  await expectFocusKept(page);
  await tabTo(page, 'Clear selection');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Selection' })).toBeHidden();
  await expectFocusKept(page);
});

/** The screens of this product, each in a state that shows most of its controls. */
const screens = [
  { name: 'list', path: `${url}?selected=7-28&q=project`, shown: 'Clear selection' },
  { name: 'details', path: `${url}?open=88`, shown: 'Copy as curl' },
  { name: 'overview', path: '/', shown: 'Sandbox · OAuth app' },
  { name: 'no match', path: `${url}?q=nothing`, shown: 'Clear filters' },
  { name: 'nothing there', path: '/nobody/webhooks', shown: 'See all connections' },
];

const visible = async (page: Page, text: string) =>
  expect(page.getByText(text, { exact: true }).last()).toBeVisible();

test('A2: the focus is visible at every stop', async ({ quietPage: page }) => {
  for (const { name, path, shown } of screens) {
    await test.step(name, async () => {
      await page.goto(path);
      await visible(page, shown);
      expect(await focusStops(page, 60)).toBeGreaterThan(2);
    });
  }
});

test('A2: every target is at least 24 by 24 pixels', async ({ quietPage: page }) => {
  for (const [width, height] of [
    [1280, 800],
    [360, 740],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const { name, path, shown } of screens) {
      await test.step(`${name}, ${width} wide`, async () => {
        await page.goto(path);
        await visible(page, shown);
        expect(await smallTargets(page)).toEqual([]);
      });
    }
  }
});

for (const [width, height] of [
  [320, 640],
  [1280, 256],
] as const) {
  test(`A2: at ${width} by ${height} everything is reached without scrolling sideways`, async ({
    quietPage: page,
    sandbox,
  }) => {
    await page.setViewportSize({ width, height });
    for (const { name, path, shown } of screens) {
      await test.step(name, async () => {
        await page.goto(path);
        await visible(page, shown);
        expect(await tooWide(page)).toEqual([]);
      });
    }
    const [first] = await byExpiry(sandbox);
    if (!first) throw new Error('the sandbox lists nothing');
    await page.goto(url);
    await row(page, first.id)
      .getByRole('button', { name: /^Delete/ })
      .click();
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: /^Delete/ }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect(undo).toBeInViewport({ ratio: 1 });
    await undo.click();
    await expect(undo).toBeHidden();
  });
}

test('A2: nothing moves for those who asked for less motion', async ({ page, sandbox }) => {
  const moving = () =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .map(({ effect }) => effect?.getComputedTiming().duration),
    );
  await sandbox.fault({ fault: 'hang', operation: 'list', times: 4 });
  await page.goto(url);
  await expect(page.getByText('Reading the webhooks…')).toBeAttached();
  expect((await moving()).length).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(moving).toEqual([]);
});

test('A2: of ten thousand rows each says where it stands, and the search is the page’s own', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.reset({ registrations: 10_000 });
  await page.goto(`${url}?sort=id`);
  const table = page.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', '10001');
  const indexes = () =>
    page
      .getByRole('row')
      .evaluateAll((rows) => rows.map((one) => Number(one.getAttribute('aria-rowindex'))));
  const [head, ...body] = await indexes();
  expect(head).toBe(1);
  expect(body).toEqual(body.map((_, index) => index + 2));
  await page
    .getByRole('button', { name: /^Details/ })
    .first()
    .focus();
  await page.keyboard.press('End');
  await expect(page.locator('[aria-rowindex="10001"] [data-control="open"]')).toBeFocused();
  const [, ...last] = await indexes();
  expect(last).toEqual(last.map((_, index) => 10_001 - (last.length - 1) + index));
  const label = await focused(page);
  const id = /\d+/.exec(label)?.[0] ?? '';
  await page.keyboard.press('Home');
  await expect(page.locator('[aria-rowindex="2"]')).toBeVisible();
  await page.getByRole('searchbox').fill(id);
  await expect(page.getByRole('button', { name: label })).toBeVisible();
});
