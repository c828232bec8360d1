/** Turning the sandbox by hand from the screen. */
import type { Page } from 'playwright/test';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { accessibilityFaults, expect, row, test as base } from './fixtures.ts';

/** Its archive reads once at the start, and then only when asked: what is shown was asked for. */
const test = base.extend<object, { console: ConsoleProcess }>({
  console: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const console = await startConsole({ POLL_INTERVAL_MS: '3600000' });
      await provide(console);
      await console.close();
    },
    { scope: 'worker' },
  ],
});

const panel = (page: Page) => page.getByRole('complementary', { name: 'Sandbox' });
const press = (page: Page, name: string) =>
  panel(page).getByRole('button', { name, exact: true }).click();
const archived = async (page: Page) => {
  const answer = await page.request.get('/api/connections/sandbox/failures/status');
  return ((await answer.json()) as { total: number }).total;
};

async function open(page: Page, connection = 'sandbox'): Promise<void> {
  await page.goto(`/${connection}/webhooks`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('button', { name: 'Sandbox', exact: true }).click();
  await expect(panel(page).getByText('Its clock shows the real time.')).toBeVisible();
}

test('an event says how many deliveries went out, to which webhooks, and later what became of them', async ({
  quietPage: page,
}) => {
  await open(page);
  await panel(page).getByRole('combobox', { name: 'Event' }).selectOption('sprint_closed');
  await panel(page).getByRole('combobox', { name: 'Project' }).selectOption('WEB');
  await press(page, 'Set it off');
  await expect(panel(page).getByText('2 deliveries went out.')).toBeVisible();
  const deliveries = panel(page).getByRole('listitem');
  await expect(deliveries).toHaveText([
    /^relay\.acme\.example, webhook 23, webhook 24\s*Not yet: tried once, next at /,
    /^ci\.borealis\.example, webhook 74\s*Not yet: tried once, next at /,
  ]);
  await press(page, 'Let 1 hour pass');
  await press(page, 'Let 1 hour pass');
  await expect(deliveries).toHaveText([/Failed for good$/, /Failed for good$/]);
  await expect(panel(page).getByText('No delivery waits to be tried again.')).toBeVisible();
  await deliveries.getByRole('link', { name: 'webhook 23' }).click();
  await expect(page).toHaveURL(/\/sandbox\/webhooks\?.*open=23/);
});

test('one that nobody is told of says so', async ({ quietPage: page, sandbox }) => {
  await sandbox.reset({ scenario: 'empty' });
  await page.goto('/sandbox/webhooks');
  await page.getByRole('button', { name: 'Sandbox', exact: true }).click();
  await press(page, 'Set it off');
  await expect(panel(page).getByText('No delivery went out')).toBeVisible();
  await press(page, 'Fail a delivery now');
  await expect(panel(page).getByRole('alert')).toContainText('register a webhook');
});

test('a failed delivery is a matter of a click, and in the archive at once', async ({
  quietPage: page,
}) => {
  await open(page);
  // What the seed has is read with the first one.
  await press(page, 'Fail a delivery now');
  await expect(panel(page).getByText('1 delivery failed.')).toBeVisible();
  const before = await archived(page);
  await press(page, 'Fail 10');
  await expect(panel(page).getByText('10 deliveries failed.')).toBeVisible();
  expect(await archived(page)).toBe(before + 10);
  await expect(panel(page).getByText('And 5 more.')).toBeVisible();
});

test('what fails by hand announces itself on the screen of failures, and moves nothing there', async ({
  quietPage: page,
}) => {
  await open(page);
  await press(page, 'Fail a delivery now');
  await expect(panel(page).getByText('1 delivery failed.')).toBeVisible();
  await page.goto('/sandbox/failures');
  const list = page.getByRole('table', { name: 'Failed deliveries' });
  await expect(list.locator('[data-index="0"]')).toBeVisible();
  const first = await list.locator('[data-index="0"]').textContent();
  await page.getByRole('button', { name: 'Sandbox', exact: true }).click();
  await press(page, 'Fail 10');
  await expect(panel(page).getByText('10 deliveries failed.')).toBeVisible();
  await expect(page.getByRole('button', { name: '10 new failed deliveries' })).toBeVisible();
  await expect(list.locator('[data-index="0"]')).toHaveText(first ?? '');
});

test('an OAuth app has no failed deliveries to make', async ({ quietPage: page }) => {
  await open(page, 'sandbox-oauth');
  await expect(panel(page).getByText('Jira lists failed deliveries to Connect apps')).toBeVisible();
  await expect(panel(page).getByRole('button', { name: 'Fail a delivery now' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await panel(page).getByRole('combobox', { name: 'Event' }).selectOption('comment_created');
  await panel(page).getByRole('combobox', { name: 'Project' }).selectOption('OPS');
  await press(page, 'Set it off');
  await expect(panel(page).getByRole('listitem').first()).toContainText(
    'hooks.acme.example, webhook 2',
  );
});

test('the list follows the clock, there and back', async ({ quietPage: page }) => {
  await open(page);
  await expect(row(page, 11)).not.toContainText('Expired');
  await press(page, 'Let 15 minutes pass');
  await expect(panel(page).getByText('Its clock is 15 min 00 s ahead.')).toBeVisible();
  await expect(row(page, 11)).toContainText('Expired');
  await press(page, 'Back to now');
  await expect(panel(page).getByText('Its clock shows the real time.')).toBeVisible();
  await expect(row(page, 11)).not.toContainText('Expired');
});

test('a scenario runs until it is stopped', async ({ quietPage: page }) => {
  await open(page);
  await press(page, 'An outage');
  await expect(panel(page).getByText('No receiver works. 6 events a minute.')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Sandbox', exact: true }).click();
  await expect(panel(page).getByRole('button', { name: 'An outage' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await press(page, 'Stop');
  await expect(panel(page).getByText('Nothing happens by itself.')).toBeVisible();
});

test('starting again asks first, by keyboard too, and brings everything back', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/webhooks');
  await page.request.delete('/api/connections/sandbox/rest/api/3/webhook', {
    data: { webhookIds: [12] },
  });
  await page.reload();
  await expect(row(page, 11)).toBeVisible();
  await expect(row(page, 12)).toBeHidden();
  const button = page.getByRole('button', { name: 'Sandbox', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await panel(page).getByRole('button', { name: 'Start again…' }).press('Enter');
  await expect(panel(page).getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('button', { name: 'Start again…' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText('The sandbox is as on its first day.')).toBeVisible();
  await expect(row(page, 12)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test('what the sandbox refuses is said where it was asked', async ({ quietPage: page }) => {
  await open(page);
  await page.route('**/sandbox/control/events', (route) => route.abort());
  await press(page, 'Set it off');
  await expect(panel(page).getByRole('alert')).toContainText('The console could not be reached.');
});

test('is found only where a Jira is a sandbox', async ({ quietPage: page }) => {
  type Connection = Record<string, unknown>;
  const withoutControls = (connection: Connection) => ({ ...connection, controls: undefined });
  // In the list, and asked for by itself.
  await page.route(/\/api\/connections(\/sandbox)?$/, async (route) => {
    const answer = (await (await route.fetch()).json()) as Connection | Connection[];
    await route.fulfill({
      json: Array.isArray(answer) ? answer.map(withoutControls) : withoutControls(answer),
    });
  });
  await page.goto('/sandbox/webhooks');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sandbox', exact: true })).toBeHidden();
});

for (const { look, colorScheme, width, height } of [
  { look: 'light', colorScheme: 'light', width: 1280, height: 700 },
  { look: 'dark', colorScheme: 'dark', width: 1280, height: 700 },
  { look: 'narrow', colorScheme: 'light', width: 360, height: 740 },
] as const) {
  test(`A1: the panel, ${look}: nothing that axe finds, and nothing cut off`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await open(page);
    await press(page, 'Set it off');
    await expect(panel(page).getByText(/went out/)).toBeVisible();
    await press(page, 'Fail a delivery now');
    await expect(panel(page).getByText('1 delivery failed.')).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    const overflow = await panel(page).evaluate((element) => {
      const { left, right } = element.getBoundingClientRect();
      return [element.scrollWidth > element.clientWidth, left < 0, right > innerWidth];
    });
    expect(overflow).toEqual([false, false, false]);
  });
}
