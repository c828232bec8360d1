/** Failed deliveries where the registrations are: on the list, in the details, on the overview. */
import type { Page } from 'playwright/test';
import { accessibilityFaults, expect, row, test } from './fixtures.ts';

const url = '/sandbox/webhooks';
const hour = 3_600_000;
/** Held back or refused on the way: the archive has no faults to be set by hand. */
const archive = '**/api/connections/sandbox/failures/**';

interface Failed {
  webhooks: number[];
  hoursAgo: number;
  count: number;
}

let handedIn = 0;

/** As the app's own receiver would tell them. */
async function handIn(page: Page, failures: Failed[]): Promise<void> {
  const records = failures.flatMap(({ webhooks, hoursAgo, count }) =>
    Array.from({ length: count }, () => {
      const failureTime = Date.now() - hoursAgo * hour;
      const body = {
        timestamp: failureTime,
        webhookEvent: 'comment_created',
        matchedWebhookIds: webhooks,
      };
      handedIn += 1;
      return {
        id: `handed-in-${handedIn}`,
        url: 'https://receiver.sandbox.example/500',
        failureTime,
        body: JSON.stringify(body),
      };
    }),
  );
  const answer = await page.request.post('/api/connections/sandbox/failures', { data: records });
  expect(await answer.json()).toMatchObject({ accepted: records.length });
}

const failuresOf = (page: Page, id: number) => row(page, id).getByRole('link', { name: /failed/ });

/** Whoever runs these tests in one console meets what the tests before handed in: each has its own ids. */
async function threeWebhooks(listed: () => Promise<{ id: number }[]>, from: number) {
  const ids = (await listed()).map(({ id }) => id).toSorted((a, b) => a - b);
  const [first, second, third] = ids.slice(from);
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('too few');
  return { first, second, third };
}

test('a row says how many of its deliveries failed and when, and leads to them', async ({
  quietPage: page,
  sandbox,
}) => {
  const { first, second, third } = await threeWebhooks(sandbox.listed, 0);
  await handIn(page, [
    { webhooks: [first], hoursAgo: 30, count: 28 },
    { webhooks: [first, second], hoursAgo: 2, count: 3 },
    { webhooks: [first, third], hoursAgo: 90, count: 5 },
  ]);
  await page.goto(`${url}?sort=id`);
  const link = failuresOf(page, first);
  await expect(link).toHaveAccessibleName(
    // A test may run over the end of an hour.
    /^31 failed deliveries in the last 72 hours, last [23] h ago$/,
  );
  await expect(link).toHaveText('31');
  await expect(link).toHaveAttribute('href', `/sandbox/failures?webhook=${first}`);
  await expect(link.locator('path')).toHaveAttribute('d', /^(M\d+ 20v-[\d.]+h1v[\d.]+z){2}$/);
  await expect(failuresOf(page, second)).toHaveAccessibleName(/^3 failed deliveries/);
  await expect(row(page, third)).toBeVisible();
  await expect(failuresOf(page, third)).toHaveCount(0);
});

test('sorted by failures, the most come first', async ({ quietPage: page, sandbox }) => {
  const { first, second } = await threeWebhooks(sandbox.listed, 3);
  await handIn(page, [
    { webhooks: [first], hoursAgo: 5, count: 200 },
    { webhooks: [second], hoursAgo: 5, count: 201 },
  ]);
  await page.goto(`${url}?sort=id`);
  await expect(failuresOf(page, first)).toBeVisible();
  await page.getByRole('button', { name: 'Failed' }).click();
  await expect(page).toHaveURL(/sort=failures/);
  await expect(page.getByRole('columnheader', { name: 'Failed' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const rows = page.getByRole('row');
  await expect(rows.nth(1)).toContainText(String(second));
  await expect(rows.nth(2)).toContainText(String(first));
  // The address alone says the same.
  await page.reload();
  await expect(rows.nth(1).getByRole('link', { name: /^201 failed/ })).toBeVisible();
  await page.getByRole('button', { name: 'Failed' }).click();
  await expect(rows.nth(1).getByRole('link', { name: /failed/ })).toHaveCount(0);
});

test('the details and the overview say the same', async ({ quietPage: page, sandbox }) => {
  const { first, second } = await threeWebhooks(sandbox.listed, 6);
  await handIn(page, [{ webhooks: [first], hoursAgo: 0, count: 7 }]);
  await page.goto(`${url}?open=${first}`);
  const details = page.getByRole('complementary', { name: `Webhook ${first}` });
  await expect(
    details.getByText(/^7 in the last 72 hours, last (in this hour|1 h ago)\./),
  ).toBeVisible();
  await expect(details.getByRole('link', { name: 'See them' })).toHaveAttribute(
    'href',
    `/sandbox/failures?webhook=${first}`,
  );
  await page.goto(`${url}?open=${second}`);
  await expect(page.getByText('None in the last 72 hours.')).toBeVisible();

  const total = async () => {
    const from = Math.floor(Date.now() / hour - 71) * hour;
    const answer = await page.request.get(
      `/api/connections/sandbox/failures/groups?by=url&from=${from}`,
    );
    return ((await answer.json()) as { total: number }).total;
  };
  await page.goto('/');
  const link = page.getByRole('link', { name: /failed deliveries in the last 72 hours/ });
  await expect(link).toContainText((await total()).toLocaleString('en-GB'));
  // The screen shows the last 72 hours by itself.
  await expect(link).toHaveAttribute('href', '/sandbox/failures');
});

test('nothing moves when the failures come, and the list never waits for them', async ({
  quietPage: page,
  sandbox,
}) => {
  const { first } = await threeWebhooks(sandbox.listed, 9);
  await handIn(page, [{ webhooks: [first], hoursAgo: 1, count: 1234 }]);
  for (const width of [1280, 900, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const held = Promise.withResolvers<void>();
    await page.route(archive, async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${url}?sort=id&q=${first}`);
    await expect(row(page, first)).toBeVisible();
    const places = () =>
      page
        .locator('[data-control]')
        .evaluateAll((controls) =>
          controls
            .filter((control) => control.getAttribute('data-control') !== 'failures')
            .map((control) => control.getBoundingClientRect().toJSON() as unknown),
        );
    const before = await places();
    await expect(failuresOf(page, first)).toHaveCount(0);
    held.resolve();
    await expect(failuresOf(page, first)).toBeVisible();
    expect(await places()).toEqual(before);
    await page.unroute(archive);
  }
});

test('where the archive can’t be read, the list stands and says so once', async ({
  quietPage: page,
  sandbox,
}) => {
  const { first } = await threeWebhooks(sandbox.listed, 12);
  await page.route(archive, (route) =>
    route.fulfill({ status: 400, json: { errorMessages: ['The archive is closed.'], errors: {} } }),
  );
  await page.goto(`${url}?sort=id`);
  await expect(page.getByText('Failed deliveries can’t be shown now')).toContainText(
    'The archive is closed.',
  );
  await expect(row(page, first)).toBeVisible();
  await expect(page.getByRole('link', { name: /failed/ })).toHaveCount(0);
  await page.getByRole('button', { name: `Refresh webhook ${first}`, exact: true }).click();
  await expect(page.getByRole('region', { name: `Webhook ${first}: Renewed` })).toBeVisible();
  await page.goto('/');
  await expect(page.getByText('Failed in 72 hours').first()).toBeVisible();
  await expect(page.getByText('–', { exact: true }).first()).toBeVisible();
});

test('A2: arrow keys go over rows with failures and without', async ({
  quietPage: page,
  sandbox,
}) => {
  const { first, second, third } = await threeWebhooks(sandbox.listed, 15);
  await handIn(page, [
    { webhooks: [first], hoursAgo: 3, count: 1 },
    { webhooks: [third], hoursAgo: 3, count: 2 },
  ]);
  await page.goto(`${url}?sort=id`);
  const link = failuresOf(page, first);
  await link.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: `Details of webhook ${second}` })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('button', { name: `Details of webhook ${first}` })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(link).toBeFocused();
});

test('A1: axe finds nothing on a list with failures, nor in the details', async ({
  quietPage: page,
  sandbox,
}) => {
  const { first } = await threeWebhooks(sandbox.listed, 18);
  await handIn(page, [{ webhooks: [first], hoursAgo: 3, count: 4 }]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${url}?q=${first}&open=${first}`);
    await expect(failuresOf(page, first)).toBeVisible();
    await expect(page.getByRole('link', { name: 'See them' })).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto('/');
    await expect(page.getByRole('link', { name: /failed deliveries/ })).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
  }
});
