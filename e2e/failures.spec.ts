/** The timeline of failed deliveries, on the archive of a bad night. */
import { receivers, hour, trickle } from './failure-records.ts';
import {
  body,
  chart,
  expect,
  list,
  outage,
  readingTest as test,
  rowOf,
  rows,
  slider,
} from './failures-fixtures.ts';
import { accessibilityFaults } from './fixtures.ts';
import { focusStops, smallTargets, tooWide } from './keyboard-checks.ts';

const inAll = outage + outage / 5 + trickle;
const number = (count: number) => count.toLocaleString('en');

test('the night at a glance: how many, when, and the newest first', async ({
  quietPage: page,
  night,
}) => {
  await page.goto('/sandbox/webhooks');
  await page.getByRole('link', { name: 'Failures', exact: true }).click();
  await expect(page).toHaveURL(/\/sandbox\/failures$/);
  await expect(chart(page)).toContainText(`${number(inAll)} failures`);
  const times = night.records.slice(0, 3).map(({ id }) => Number(id.slice(-12)));
  for (const [index, number] of times.entries()) {
    await expect(rows(page).nth(index)).toContainText(`-${number}`);
  }
  await expect(rows(page).first()).toContainText('ci.borealis.example');
});

test('the list goes on as one reads, page after page, and no failure is twice in it', async ({
  quietPage: page,
  night,
}) => {
  await page.goto('/sandbox/failures');
  await expect(rows(page).first()).toBeVisible();
  const last = Number(night.records.at(-1)?.id.slice(-12));
  await expect(async () => {
    await page.getByRole('main').evaluate((main) => main.scrollTo({ top: main.scrollHeight }));
    await expect(rowOf(page, last)).toBeVisible({ timeout: 100 });
  }).toPass({ intervals: [50] });
  await expect(page.getByText('That is all of this time.')).toBeVisible();
  await expect(rows(page).last()).toHaveAttribute('aria-rowindex', String(inAll + 1));
  // Only what is in view is in the page.
  expect(await rows(page).count()).toBeLessThan(60);
});

test('a time is chosen in the histogram by keyboard, stands in the address, and is let go', async ({
  quietPage: page,
  night,
}) => {
  await page.goto('/sandbox/failures');
  await slider(page).focus();
  await page.keyboard.press('End');
  // To the hour after the one that the outage began in; the last bar is the running hour.
  for (let back = hoursSince(night) - 1; back > 0; back--) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=\d{13}&to=\d{13}/);
  const { searchParams } = new URL(page.url());
  expect(Number(searchParams.get('to')) - Number(searchParams.get('from'))).toBe(2 * hour);
  await expect(chart(page).getByRole('status')).toContainText(`${number(outage + 2)} failures`);
  await expect(rows(page).first()).toContainText('hooks.acme.example');
  await page.reload();
  await expect(chart(page).getByRole('status')).toContainText(`${number(outage + 2)} failures`);
  await page.getByRole('button', { name: 'Whole time' }).click();
  await expect(page).toHaveURL(/\/failures$/);
  await expect(chart(page)).toContainText(`${number(inAll)} failures`);
});

test('a time is chosen by dragging over the bars', async ({ quietPage: page, night }) => {
  await page.goto('/sandbox/failures');
  const box = await slider(page).boundingBox();
  if (!box) throw new Error('no chart');
  const y = box.y + box.height / 2;
  const since = hoursSince(night);
  const x = (hours: number) => box.x + (box.width * (71 - hours)) / 72;
  await page.mouse.move(x(since - 0.3), y);
  await page.mouse.down();
  await page.mouse.move(x(since - 1.7), y, { steps: 5 });
  await page.mouse.up();
  await expect(chart(page).getByRole('status')).toContainText(`${number(outage + 2)} failures`);
  await expect(page).toHaveURL(/from=\d{13}&to=\d{13}/);
});

test('a thousand rows become a few causes, and a cause narrows the list', async ({
  quietPage: page,
}) => {
  await page.goto('/sandbox/failures');
  await page.getByLabel('Show').selectOption('counted by receiver');
  const groups = page.getByRole('table', { name: /failures by receiver/ });
  const cells = (row: number) => groups.getByRole('row').nth(row).locator('th, td');
  await expect(cells(1).first()).toHaveText(receivers.hooks);
  await expect(cells(1).nth(1)).toHaveText(number(outage));
  await expect(cells(2).first()).toHaveText(receivers.relay);
  await expect(cells(2).nth(1)).toHaveText(number(outage / 5));
  await expect(page).toHaveURL(/group=url/);
  await groups.getByRole('button', { name: receivers.relay }).click();
  await expect(page).toHaveURL(/url=https/);
  await expect(rows(page).first()).toContainText('relay.acme.example');
  await expect(chart(page)).toContainText(`${number(outage / 5)} failures`);
  await page.goBack();
  await expect(groups).toBeVisible();
});

test('the minute of an outage is a time that can be chosen', async ({ quietPage: page, night }) => {
  await page.goto('/sandbox/failures?group=minute');
  const groups = page.getByRole('table', { name: /failures by minute/ });
  const first = groups.getByRole('row').nth(1);
  const count = await first.getByRole('cell').first().textContent();
  await first.getByRole('button').click();
  await expect(page).toHaveURL(/from=\d{13}&to=\d{13}/);
  const from = Number(new URL(page.url()).searchParams.get('from'));
  const inIt = night.records.filter(
    ({ failureTime }) => failureTime >= from && failureTime < from + 60_000,
  );
  expect(Number(count)).toBe(inIt.length);
  await expect(list(page)).toHaveAttribute('aria-rowcount', String(inIt.length + 1));
});

test('receiver, event, webhook, project and a text in the body narrow the list together', async ({
  quietPage: page,
  night,
}) => {
  await page.goto('/sandbox/failures');
  await page.getByLabel('Receiver', { exact: true }).hover();
  await page.getByLabel('Receiver', { exact: true }).selectOption(`${receivers.ci} (${trickle})`);
  await expect(list(page)).toHaveAttribute('aria-rowcount', String(trickle + 1));
  await page.getByLabel('Event', { exact: true }).hover();
  await page
    .getByLabel('Event', { exact: true })
    .selectOption({ label: labelOf(night.records, 'comment_created') });
  await page.getByLabel('Project', { exact: true }).hover();
  await page
    .getByLabel('Project', { exact: true })
    .selectOption({ label: labelOf(night.records, 'PAY') });
  await page.getByLabel('Webhook', { exact: true }).hover();
  await page
    .getByLabel('Webhook', { exact: true })
    .selectOption({ label: labelOf(night.records, '"matchedWebhookIds":[3]', '3') });
  const matching = night.records.filter(
    ({ url, body: text = '' }) =>
      url === receivers.ci &&
      text.includes('comment_created') &&
      text.includes('"PAY"') &&
      text.includes('"matchedWebhookIds":[3]'),
  );
  expect(matching.length).toBeGreaterThan(1);
  await expect(list(page)).toHaveAttribute('aria-rowcount', String(matching.length + 1));
  const wanted = Number(matching.at(-1)?.id.slice(-12));
  await page.getByRole('searchbox', { name: 'Search bodies' }).fill(`number ${wanted}`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rowOf(page, wanted)).toBeVisible();
  await expect(page).toHaveURL(/text=number/);
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search bodies' }).fill('nobody wrote this');
  await expect(page.getByText('Nothing that failed matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(page).toHaveURL(/\/failures$/);
  await expect(rows(page).nth(8)).toBeVisible();
});

test('from a failure to its registration', async ({ quietPage: page }) => {
  await page.goto('/sandbox/failures');
  await list(page).getByRole('link', { name: 'Webhook 3' }).first().click();
  await expect(page).toHaveURL(/\/sandbox\/webhooks\?open=3$/);
  await expect(page.getByRole('complementary', { name: 'Webhook 3' })).toBeVisible();
});

test('a body opens beside the list, and the next ones by keyboard from the list', async ({
  quietPage: page,
  night,
}) => {
  await page.goto('/sandbox/failures');
  const [first, second, third] = night.records.map(({ id }) => Number(id.slice(-12)));
  if (first === undefined || second === undefined || third === undefined) throw new Error('few');
  const shown = (number: number) =>
    expect(body(page).getByRole('treegrid')).toContainText(`-${number}"`);
  await rows(page).first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  await shown(first);
  await page.keyboard.press('ArrowDown');
  await shown(second);
  await page.keyboard.press('ArrowDown');
  await shown(third);
  await page.keyboard.press('ArrowUp');
  await shown(second);
  await expect(page).toHaveURL(/open=/);
});

test('inside the body one steps on, and Escape leads back to its row', async ({
  quietPage: page,
  night,
}) => {
  await page.goto('/sandbox/failures');
  await rows(page).first().getByRole('button').click();
  const [first, second] = night.records.map(({ id }) => id);
  await expect(body(page).getByText(first ?? '', { exact: true })).toBeVisible();
  await expect(body(page).getByRole('heading', { level: 2 })).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(body(page).getByText(second ?? '', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(body(page)).toBeHidden();
  await expect(rows(page).nth(1).getByRole('button')).toBeFocused();
});

test('an address opens the failure it names, far down the list, or says that there is none', async ({
  quietPage: page,
  night,
}) => {
  const last = night.records.at(-1);
  if (!last) throw new Error('none');
  await page.goto(`/sandbox/failures?open=${last.failureTime}:${last.id}`);
  await expect(body(page).getByText(last.id, { exact: true })).toBeVisible();
  await expect(body(page).getByRole('treegrid')).toBeVisible();
  await page.goto(`/sandbox/failures?open=${last.failureTime}:somebody-else`);
  await expect(body(page).getByText('Not in the archive')).toBeVisible();
  await page.goto('/sandbox/failures?open=nonsense&span=5y&from=x');
  await expect(body(page).getByText('Not in the archive')).toBeVisible();
  await expect(chart(page)).toContainText(`${number(inAll)} failures`);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test(`A1: nothing that axe finds, ${colorScheme}, ${width} wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/sandbox/failures');
      await expect(rows(page).first()).toBeVisible();
      await expect(chart(page)).toBeVisible();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByLabel('Show').selectOption('counted by event');
      await expect(page.getByRole('table', { name: /failures by event/ })).toBeVisible();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByLabel('Show').selectOption('each failure');
      await rows(page).first().getByRole('button').click();
      await expect(body(page).getByRole('treegrid')).toBeVisible();
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  }
}

for (const [width, height] of [
  [1280, 800],
  [320, 640],
  [1280, 256],
] as const) {
  test(`A2: at ${width} by ${height} the focus is seen, targets are large enough, and nothing scrolls sideways`, async ({
    quietPage: page,
    night,
  }) => {
    await page.setViewportSize({ width, height });
    const open = `${night.records[2]?.failureTime}:${night.records[2]?.id}`;
    for (const search of ['', '?group=url', `?open=${open}`]) {
      await test.step(`/sandbox/failures${search}`, async () => {
        await page.goto(`/sandbox/failures${search}`);
        const there = search.startsWith('?open') ? body(page).getByRole('treegrid') : chart(page);
        await expect(there).toBeVisible();
        if (search === '') await expect(rows(page).first()).toBeVisible();
        expect(await tooWide(page)).toEqual([]);
        expect(await smallTargets(page)).toEqual([]);
        expect(await focusStops(page, 40)).toBeGreaterThan(10);
      });
    }
  });
}

/** How many hours ago the outage began, counted in bars: an hour may have ended since it was made. */
function hoursSince({ outageAt }: { outageAt: number }): number {
  return Math.floor(Date.now() / hour) - outageAt / hour;
}

/** `PAY (424)`, as the choice shows it. */
function labelOf(records: readonly { body?: string }[], text: string, name = text): string {
  const quoted = text.startsWith('"') ? text : `"${text}"`;
  const count = records.filter(({ body = '' }) => body.includes(quoted)).length;
  return `${name} (${number(count)})`;
}
