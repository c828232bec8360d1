/** A tab that stays open: what it shows is right by the site's clock, whenever somebody looks. */
import type { Page } from 'playwright/test';
import { expect, row, test, type ListedWebhook, type Sandbox } from './fixtures.ts';
import { watchLoads } from './loads.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// High enough for every row of the seed to be on the page.
test.use({ viewport: { width: 1280, height: 2800 } });

/** Days since the epoch by the calendar of the browser's time zone. */
const berlin = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' });
const calendarDay = (instant: number) => Date.parse(berlin.format(instant)) / day;

function statusWords(expiresAt: number, now: number): string {
  if (expiresAt <= now) return 'Expired';
  if (expiresAt - now > 7 * day) return 'Healthy';
  const days = calendarDay(expiresAt) - calendarDay(now);
  if (days === 0) return 'Expires today';
  return days === 1 ? 'Expires tomorrow' : `Expires in ${days} days`;
}

/** Every row, every count and the next to expire, against what Jira lists, at a moment. */
async function expectRight(page: Page, listed: ListedWebhook[], now: number): Promise<void> {
  const dated = listed.map(({ id, expirationDate }) => ({ id, at: Date.parse(expirationDate) }));
  for (const { id, at } of dated) {
    await expect(row(page, id).getByText(statusWords(at, now), { exact: true })).toBeVisible();
  }
  const count = (from: number, to: number) =>
    dated.filter(({ at }) => at - now > from && at - now <= to).length;
  for (const [name, expected] of [
    ['Expired', count(-Infinity, 0)],
    ['Within 24 hours', count(0, day)],
    ['In 1–7 days', count(day, 7 * day)],
    ['Healthy', count(7 * day, Infinity)],
  ] as const) {
    const button = page.getByRole('button', { name: new RegExp(`^${name}`) });
    // A state that nothing is in has no button.
    if (expected === 0) await expect(button).toBeHidden();
    else await expect(button).toHaveText(`${name} ${expected}`);
  }
  const next = dated.filter(({ at }) => at > now).toSorted((a, b) => a.at - b.at)[0];
  if (!next) throw new Error('nothing is left to expire');
  await expect(page.getByRole('button', { name: `webhook ${next.id}`, exact: true })).toBeVisible();
  const shown = await row(page, next.id).getByRole('timer').textContent();
  expect(Math.abs(milliseconds(shown ?? '') - (next.at - now))).toBeLessThan(minute + 5 * second);
}

/** `2 h 07 min` in milliseconds. */
function milliseconds(duration: string): number {
  const units: Record<string, number> = { d: day, h: hour, min: minute, s: second };
  const parts = [...duration.matchAll(/(\d+) (d|h|min|s)\b/g)];
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
}

/** Nobody looks: the browser says so to the page. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    const visibilityState = hidden ? 'hidden' : 'visible';
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      value: visibilityState,
    });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
}

/** The same time passes for Jira and for the machine. */
async function pass(page: Page, sandbox: Sandbox, milliseconds: number): Promise<void> {
  await sandbox.advance(`${milliseconds}ms`);
  await page.clock.fastForward(milliseconds);
}

const pageNow = (page: Page) => page.evaluate(() => Date.now());

test('left open overnight, the list is right in the morning, even before Jira has answered', async ({
  quietPage: page,
  sandbox,
}) => {
  const listed = await sandbox.listed();
  await page.clock.install();
  await page.goto('/sandbox/webhooks');
  await expectRight(page, listed, await pageNow(page));
  await setHidden(page, true);
  await pass(page, sandbox, 9 * hour);
  await sandbox.fault({ fault: 'hang', operation: 'list', identity: 'connect' });
  await setHidden(page, false);
  await expectRight(page, listed, await pageNow(page));
});

test('left open over a weekend, the list tells what others did in the meantime', async ({
  quietPage: page,
  sandbox,
  request,
}) => {
  const [first, second, ...rest] = await sandbox.listed();
  if (!first || !second) throw new Error('too few');
  await page.clock.install();
  await page.goto('/sandbox/webhooks');
  await expect(row(page, first.id)).toBeVisible();
  await setHidden(page, true);
  await pass(page, sandbox, 3 * day);
  const path = '/api/connections/sandbox/rest/api/3/webhook';
  await request.delete(path, { data: { webhookIds: [first.id] } });
  await request.put(`${path}/refresh`, { data: { webhookIds: [second.id] } });
  await setHidden(page, false);
  await expect(row(page, first.id)).toBeHidden();
  const listed = await sandbox.listed();
  expect(listed).toHaveLength(rest.length + 1);
  await expectRight(page, listed, await pageNow(page));
});

test('at midnight the words change by themselves', async ({ quietPage: page, sandbox }) => {
  const listed = await sandbox.listed();
  await page.clock.install();
  await page.goto('/sandbox/webhooks');
  // What is under way while the two clocks are moved would tell the page a time between them.
  await expectRight(page, listed, await pageNow(page));
  const now = await pageNow(page);
  let midnight = Math.ceil(now / minute) * minute;
  while (calendarDay(midnight) === calendarDay(now)) midnight += minute;
  // Not in the last seconds of a day, when the test itself would cross it.
  if (midnight - now > 20 * second) await pass(page, sandbox, midnight - now - 10 * second);
  await expectRight(page, listed, await pageNow(page));
  await page.clock.runFor(30 * second);
  const after = await pageNow(page);
  expect(calendarDay(after)).toBe(calendarDay(midnight));
  await expectRight(page, listed, after);
});

for (const hoursWrong of [-14, -5, 7]) {
  test(`on a machine whose clock is ${hoursWrong} hours wrong, all is told by the site’s clock`, async ({
    quietPage: page,
    sandbox,
  }) => {
    await page.clock.install({ time: Date.now() + hoursWrong * hour });
    await page.goto('/sandbox/webhooks');
    await expectRight(page, await sandbox.listed(), Date.now());
  });
}

test('ticking countdowns paint themselves and nothing else', async ({ quietPage: page }) => {
  await page.clock.install();
  // What the list loads after itself is not what is looked at here.
  const loads = watchLoads(page);
  await page.goto('/sandbox/webhooks');
  await expect(page.getByRole('timer').first()).toBeVisible();
  await page.clock.runFor(4 * second);
  for (const part of [/\/failures\/sparklines/, /operation-flag/]) {
    await expect.poll(() => loads.hasEnded(part)).toBe(true);
  }
  await page.clock.runFor(2 * second);
  await page.evaluate(() => {
    const seen = { ticks: 0, others: new Array<string>() };
    const observer = new MutationObserver((records) => {
      for (const { type, target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        if (type === 'characterData' && element?.closest('[role="timer"]')) seen.ticks++;
        else seen.others.push(`${type} in ${element?.outerHTML.slice(0, 200)}`);
      }
    });
    observer.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    Object.assign(window, { seen });
  });
  await page.clock.runFor(5 * second);
  const { ticks, others } = await page.evaluate<{ ticks: number; others: string[] }>('seen');
  expect(others).toEqual([]);
  expect(ticks).toBeGreaterThanOrEqual(5);
});
