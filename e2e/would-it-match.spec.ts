/** A payload of the catalogue against the registrations of a connection. */
import type { Page } from 'playwright/test';
import { accessibilityFaults, expect, test } from './fixtures.ts';

const updated = '/payloads?event=jira:issue_updated';
const section = (page: Page) => page.getByRole('region', { name: 'Would it match?' });
const choice = (page: Page) => section(page).getByLabel('Against the webhooks of');
const outcome = (page: Page) => section(page).getByRole('status');
const group = (page: Page, name: string) => section(page).getByRole('list', { name, exact: true });
const verdictOn = (page: Page, id: number) =>
  section(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: `webhook ${id}`, exact: true }) });
const filter = (page: Page, name: RegExp) =>
  section(page).getByRole('group', { name: 'Filter by verdict' }).getByRole('button', { name });

test('a sample against all registrations: each verdict, what decided, and the way there', async ({
  quietPage: page,
}) => {
  await page.goto(updated);
  await choice(page).selectOption('Sandbox · Connect app');
  await expect(page).toHaveURL(/event=jira(?::|%3A)issue_updated&against=sandbox$/);
  await expect(outcome(page)).toHaveText(/^Would be sent to \d of 37 webhooks\./);
  await expect(group(page, 'Would be sent').getByRole('listitem').first()).toContainText('JQL');
  await expect(verdictOn(page, 24)).toContainText('Would be sent');
  await expect(verdictOn(page, 3)).toContainText('project = OPS');
  await expect(verdictOn(page, 3)).toContainText('Would not be sent');
  await expect(verdictOn(page, 7)).toContainText('jira:issue_updated is not among the events');
  await page.reload();
  await verdictOn(page, 24).getByRole('link').click();
  await expect(page).toHaveURL(/\/sandbox\/webhooks\?open=24$/);
});

test('is filtered by verdict, in the address, and goes along to the next event', async ({
  quietPage: page,
}) => {
  await page.goto(`${updated}&against=sandbox`);
  await filter(page, /^Would not be sent/).click();
  await expect(page).toHaveURL(/verdict=not-sent/);
  await expect(verdictOn(page, 24)).toBeHidden();
  await expect(verdictOn(page, 3)).toBeVisible();
  await page.reload();
  await expect(filter(page, /^Would not be sent/)).toHaveAttribute('aria-pressed', 'true');
  await filter(page, /^All/).click();
  await page.getByRole('link', { name: 'sprint_closed' }).click();
  await expect(verdictOn(page, 23)).toContainText('no filter applies to it');
  await page.getByRole('link', { name: 'worklog_created' }).click();
  await expect(section(page).getByText('administrators only')).toBeVisible();
  await expect(outcome(page)).toHaveText(/^Would be sent to 0 of 37/);
  await choice(page).selectOption('Sandbox · OAuth app');
  await expect(outcome(page)).toHaveText(/of 3 webhooks/);
});

test('one that has expired is sent nothing, and says what a refresh would change', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.advance('31d');
  await page.goto(`${updated}&against=sandbox`);
  await expect(outcome(page)).toHaveText(/^Would be sent to 0 of 36 webhooks\.$/);
  await expect(verdictOn(page, 24)).toContainText('Refreshed, it would be sent this.');
});

test('a payload of one’s own, pasted or from a file', async ({ quietPage: page }) => {
  await page.goto('/payloads?event=own&against=sandbox');
  await expect(section(page)).toBeHidden();
  const issue = { key: 'OPS-9', fields: { project: { key: 'OPS' } } };
  const body = JSON.stringify({ webhookEvent: 'jira:issue_created', issue });
  await page.getByLabel('Payload', { exact: true }).fill(body);
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(verdictOn(page, 3)).toContainText('Would be sent');
  await expect(verdictOn(page, 16)).toContainText('Cannot be told');
  await page.getByLabel('or from a file').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"webhookEvent":'),
  });
  await expect(outcome(page)).toContainText('This is not JSON.');
  await expect(section(page).getByRole('listitem')).toHaveCount(0);
});

test('a list that cannot be read says why in Jira’s words, and is tried again', async ({
  quietPage: page,
  sandbox,
}) => {
  const message = 'The app is not installed on this site any more.';
  await sandbox.fault({ fault: 'status', status: 403, message, operation: 'list', times: 1 });
  await page.goto(`${updated}&against=sandbox`);
  await expect(section(page).getByRole('alert')).toContainText(message);
  await section(page).getByRole('button', { name: 'Try again' }).click();
  await expect(outcome(page)).toHaveText(/of 37 webhooks/);
  await expect(section(page).getByRole('alert')).toBeHidden();
});

test('no registrations, and a connection that is not there', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.reset({ scenario: 'empty' });
  await page.goto(`${updated}&against=sandbox`);
  await expect(outcome(page)).toHaveText('There is no webhook yet to try it on.');
  await page.goto(`${updated}&against=nobody&verdict=perhaps`);
  await expect(section(page).getByText('no connection called “nobody”')).toBeVisible();
});

test('of ten thousand registrations the first 200 are shown, and more on demand', async ({
  quietPage: page,
  sandbox,
}) => {
  await sandbox.reset({ registrations: 10_000 });
  await page.goto(updated);
  // On a quick machine it is soon over: whether it was there is watched from the inside.
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('progress')) document.body.dataset.progressSeen = 'yes';
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
  await choice(page).selectOption('Sandbox · Connect app');
  // The page answers meanwhile.
  await page.getByRole('searchbox', { name: 'Search events' }).fill('sprint');
  await expect(page.getByRole('link', { name: 'comment_created' })).toBeHidden();
  await expect(outcome(page)).toHaveText(/of 10,000 webhooks/, { timeout: 60_000 });
  await expect(page.locator('body')).toHaveAttribute('data-progress-seen', 'yes');
  await expect(section(page).getByRole('listitem')).toHaveCount(200);
  const more = section(page).getByRole('button', { name: /^Show 200 more of 9,800/ });
  await more.press('Enter');
  await expect(section(page).getByRole('listitem')).toHaveCount(400);
});

test('the JQL grammar comes only when somebody asks', async ({ quietPage: page }) => {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    void response.text().then((text) => scripts.push(text));
  });
  const isGrammarThere = () => scripts.some((text) => text.includes('no viable alternative'));
  await page.goto(updated);
  await expect(choice(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(isGrammarThere()).toBe(false);
  await choice(page).selectOption('Sandbox · Connect app');
  await expect(outcome(page)).toHaveText(/of 37 webhooks/);
  await expect.poll(isGrammarThere).toBe(true);
});

for (const { look, colorScheme, width, height } of [
  { look: 'light', colorScheme: 'light', width: 1280, height: 700 },
  { look: 'dark', colorScheme: 'dark', width: 1280, height: 700 },
  { look: 'narrow', colorScheme: 'light', width: 360, height: 740 },
] as const) {
  test(`A1: verdicts, ${look}: nothing that axe finds, and nothing cut off`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await page.goto(`${updated}&against=sandbox`);
    await expect(verdictOn(page, 24)).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.body.scrollWidth > innerWidth);
    expect(overflow).toBe(false);
  });
}
