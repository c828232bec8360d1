/** The failed deliveries where something is out of order: the console away, odd ids, odd addresses. */
import { failureRecord, type FailureRecord } from './failure-records.ts';
import { body, chart, expect, rowOf, rows, writingTest as test } from './failures-fixtures.ts';

const some = (count: number): FailureRecord[] =>
  Array.from({ length: count }, (_, index) =>
    failureRecord(index, Date.now() - 60_000 - index * 1000),
  );

test('what could not be read is read by itself once the console answers again', async ({
  page,
  archive,
}) => {
  await archive.handIn(some(3));
  const archived = /\/api\/connections\/sandbox\/failures/;
  await page.route(archived, (route) => route.abort());
  await page.goto('/sandbox/failures');
  await expect(page.getByRole('alert')).toContainText('The failed deliveries could not be read');
  await page.unroute(archived);
  // Nobody presses anything.
  await expect(rows(page)).toHaveCount(3, { timeout: 15_000 });
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(chart(page)).toContainText('3 failures');
});

test('a histogram that cannot be read says so above a list that can, and is tried again', async ({
  page,
  archive,
}) => {
  await archive.handIn(some(2));
  const broken = { errorMessages: ['The store is busy.'], errors: {} };
  await page.route('**/histogram?**', (route) => route.fulfill({ status: 500, json: broken }));
  await page.goto('/sandbox/failures');
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole('alert')).toContainText('The histogram could not be read');
  await page.unroute('**/histogram?**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(chart(page)).toBeVisible();
});

test('the way back closes a body, and does not lead through all that was stepped over', async ({
  quietPage: page,
  archive,
}) => {
  await archive.handIn(some(3));
  await page.goto('/sandbox/failures');
  await rows(page).first().getByRole('button').click();
  await expect(body(page)).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(rows(page).nth(2)).toHaveAttribute('data-open');
  await page.goBack();
  await expect(body(page)).toBeHidden();
  await expect(rows(page)).toHaveCount(3);
  await page.goForward();
  await expect(rows(page).nth(2)).toHaveAttribute('data-open');
});

test('the row that was opened stays in view', async ({ quietPage: page, archive }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await archive.handIn(some(30));
  await page.goto('/sandbox/failures');
  await rowOf(page, 3).getByRole('button').click();
  await expect(body(page)).toBeVisible();
  await expect(rowOf(page, 3)).toBeInViewport({ ratio: 1 });
});

test('an id with spaces can be selected, and stays so in the address', async ({
  quietPage: page,
  archive,
}) => {
  await archive.handIn([{ ...failureRecord(1, Date.now() - 60_000), id: '50 % of a b' }]);
  await page.goto('/sandbox/failures');
  await rows(page).getByRole('checkbox').check();
  await page.reload();
  await expect(rows(page).getByRole('checkbox')).toBeChecked();
});

test('what turns the text around in a URL or a key is shown as its code', async ({
  quietPage: page,
  archive,
}) => {
  const odd = failureRecord(1, Date.now() - 60_000, { url: 'https://a.example/\u202Etxt.exe' });
  await archive.handIn([odd]);
  await page.goto('/sandbox/failures');
  await expect(rows(page)).toContainText('\\u{202e}txt.exe');
  await rows(page).getByRole('button').click();
  await expect(body(page).getByText('https://a.example/\\u{202e}txt.exe')).toBeVisible();
});

test('a time that ends before it begins is none', async ({ quietPage: page, archive }) => {
  await archive.handIn(some(2));
  await page.goto(`/sandbox/failures?from=${Date.now()}&to=${Date.now() - 3_600_000}`);
  await expect(rows(page)).toHaveCount(2);
  await expect(chart(page)).toContainText('2 failures');
});

test('failures that tell no webhook are counted, and lead nowhere', async ({
  quietPage: page,
  archive,
}) => {
  await archive.handIn([failureRecord(1, Date.now() - 60_000, { webhookIds: [] })]);
  await page.goto('/sandbox/failures?group=webhook');
  const groups = page.getByRole('table', { name: /failures by webhook/ });
  await expect(groups.getByRole('rowheader')).toHaveText('none told');
  await expect(groups.getByRole('button')).toHaveCount(0);
});
