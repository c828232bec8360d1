import naughtyStrings from 'big-list-of-naughty-strings/blns.json' with { type: 'json' };
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';

/** With what the list lacks: bidirectional marks, lone surrogates, NUL and terminal controls. */
const naughty: string[] = [
  ...new Set([
    ...naughtyStrings,
    'a\u202Eb\u2066c\u2069',
    '\uD800',
    'x\u0000y',
    '\u001b[31mred\u001b[0m',
    '__proto__',
    'constructor',
  ]),
];

/** Ways to run a script: each element and handler that browsers know, and the schemes that hold code. */
const payload = 'window.__ran=1';
const scriptVectors: string[] = [
  `<script>${payload}</script>`,
  `</script><script>${payload}</script>`,
  `"><script>${payload}</script>`,
  `'-${payload}-'`,
  `\${${payload}}`,
  `{{constructor.constructor('${payload}')()}}`,
  `javascript:${payload}`,
  `data:text/html,<script>${payload}</script>`,
  `<iframe srcdoc="<script>parent.${payload}</script>">`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=${payload}>`,
  ...[
    'img src=x',
    'svg',
    'body',
    'video src=x',
    'audio src=x',
    'input autofocus',
    'details open',
    'iframe',
    'object data=x',
    'marquee',
  ].flatMap((tag) =>
    [
      'onerror',
      'onload',
      'onfocus',
      'ontoggle',
      'onstart',
      'onmouseover',
      'onanimationstart',
      'onpointerenter',
      'onbeforetoggle',
    ].map((handler) => `"><${tag} ${handler}=${payload}>`),
  ),
];

const ran = (page: Page) => page.evaluate(() => '__ran' in window);

async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { __violations: seen });
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return () => page.evaluate(() => (window as unknown as { __violations: string[] }).__violations);
}

/** Registers one webhook past the screen, with these field ids; what Jira may hold, the screen must show. */
async function registerWith(page: Page, fieldIdsFilter: readonly string[]): Promise<number> {
  const answer = await page.request.post('/api/connections/sandbox/rest/api/3/webhook', {
    data: {
      url: 'https://hooks.acme.example/naughty',
      webhooks: [
        { events: ['jira:issue_updated'], jqlFilter: 'project = NAUGHTY', fieldIdsFilter },
      ],
    },
  });
  const { webhookRegistrationResult: results } = (await answer.json()) as {
    webhookRegistrationResult: { createdWebhookId: number }[];
  };
  return results[0]?.createdWebhookId ?? 0;
}

/**
 * Puts each text into a field as typing does, lets the page paint, and gives back those that the field
 * then does not hold. `lines` is what the field makes of a line break.
 */
function typedWrong(field: Locator, texts: readonly string[], lines: '' | ' '): Promise<string[]> {
  // As JSON: a lone surrogate would not survive the way into the page.
  return field.evaluate(
    async (element, { json, lines }) => {
      const prototype =
        element instanceof HTMLTextAreaElement
          ? HTMLTextAreaElement.prototype
          : HTMLInputElement.prototype;
      const set = Object.getOwnPropertyDescriptor(prototype, 'value')?.set;
      const wrong: string[] = [];
      for (const text of JSON.parse(json) as string[]) {
        set?.call(element, text);
        element.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise(requestAnimationFrame);
        const held = 'value' in element ? element.value : undefined;
        if (held !== text.replaceAll(/[\r\n]+/g, lines)) wrong.push(text);
      }
      return wrong;
    },
    { json: JSON.stringify(texts), lines },
  );
}

test(`R3: each of ${naughty.length} naughty strings is the same text after it was typed`, async ({
  quietPage: page,
}) => {
  test.setTimeout(60_000);
  await page.goto('/sandbox/webhooks');
  const search = page.getByRole('searchbox', { name: 'Search webhooks' });
  // The search stands in the address, which holds no lone surrogate.
  const addressable = naughty.filter((text) => text.isWellFormed());
  expect(await typedWrong(search, addressable, '')).toEqual([]);
  await page.goto('/sandbox/webhooks/new');
  expect(await typedWrong(page.getByLabel('URL', { exact: true }), naughty, '')).toEqual([]);
  // A filter is one line to Jira.
  expect(await typedWrong(page.getByLabel('JQL filter'), naughty, ' ')).toEqual([]);
  expect(await ran(page)).toBe(false);
});

test('R3: what Jira holds is shown letter for letter', async ({ quietPage: page }) => {
  const id = await registerWith(page, naughty);
  await page.goto(`/sandbox/webhooks?open=${id}`);
  const json = page.getByLabel(`JSON of webhook ${id}`);
  const shown = JSON.parse((await json.textContent()) ?? '') as { fieldIdsFilter: string[] };
  expect(shown.fieldIdsFilter).toEqual(naughty);
  expect(await ran(page)).toBe(false);
});

test(`R4: none of ${scriptVectors.length} script vectors runs, wherever it comes from`, async ({
  page,
  sandbox,
}) => {
  test.setTimeout(90_000);
  const violations = await watchViolations(page);
  const id = await registerWith(page, scriptVectors);
  await page.goto(`/sandbox/webhooks?open=${id}`);
  await expect(page.getByRole('complementary')).toContainText('<script>');
  for (const vector of scriptVectors) {
    await page.getByRole('searchbox', { name: 'Search webhooks' }).fill(vector);
  }
  for (const [index, vector] of scriptVectors.entries()) {
    const name = ['q', 'event', 'selected', 'status'][index % 4];
    await page.goto(`/sandbox/webhooks?${name}=${encodeURIComponent(vector)}`);
    await expect(page.getByRole('heading', { name: 'Webhooks', exact: true })).toBeVisible();
  }
  // Jira's own words, as hostile as can be.
  for (const vector of scriptVectors.slice(0, 12)) {
    await sandbox.fault({
      fault: 'status',
      status: 403,
      message: vector,
      operation: 'list',
      times: 9,
    });
    await page.goto('/sandbox/webhooks');
    await expect(page.getByText(vector)).toBeVisible();
    await sandbox.clearFaults();
  }
  const prefill = {
    url: scriptVectors[0],
    webhooks: [
      {
        events: ['jira:issue_updated'],
        jqlFilter: scriptVectors[1],
        fieldIdsFilter: scriptVectors,
      },
    ],
  };
  await page.goto(`/sandbox/webhooks/new?prefill=${encodeURIComponent(JSON.stringify(prefill))}`);
  await expect(page.getByLabel('JQL filter')).toHaveValue(scriptVectors[1] ?? '');
  expect(await ran(page)).toBe(false);
  expect(await violations()).toEqual([]);
});
