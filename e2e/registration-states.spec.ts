/** The screens of registering, changing and importing: accessible in every state, by keyboard alone, at any width. */
import type { Page } from 'playwright/test';
import { accessibilityFaults, expect, test, type Sandbox } from './fixtures.ts';

// A trace of what axe does to the page takes longer than axe.
test.use({ trace: 'off' });

const path = '/sandbox/webhooks/new';
const fill = async (page: Page, jql: string) => {
  await page.getByLabel('URL', { exact: true }).fill('https://hooks.acme.example/jira');
  await page.getByRole('checkbox', { name: 'jira:issue_updated', exact: true }).check();
  await page.getByLabel('JQL filter').fill(jql);
};
const send = (page: Page) =>
  page
    .getByRole('form', { name: 'Registration' })
    .getByRole('button', { name: /^Register/ })
    .click();

interface State {
  name: string;
  path: string;
  before?: (sandbox: Sandbox) => Promise<void>;
  act?: (page: Page, sandbox: Sandbox) => Promise<void>;
  shown: (page: Page) => ReturnType<Page['getByText']>;
}

const states: State[] = [
  { name: 'empty form', path, shown: (page) => page.getByText('37 of 100 now') },
  {
    name: 'form with refusals and remarks',
    path,
    act: (page) => fill(page, 'project is not EMPTY AND watchCount > 3 AND priority = High'),
    shown: (page) => page.getByText('Operator is not is unsupported'),
  },
  {
    name: 'form with completion open',
    path,
    act: async (page) => {
      await fill(page, '');
      await page.getByLabel('JQL filter').pressSequentially('proj');
    },
    shown: (page) => page.getByRole('option', { name: /project/ }),
  },
  {
    name: 'form with field ids and a double',
    path,
    act: async (page) => {
      await fill(page, 'project = OPS');
      await page.getByLabel('Only when one of these fields changes').fill('summary status');
      await page.getByLabel('Only when one of these fields changes').press('Enter');
    },
    shown: (page) => page.getByText('The same events would arrive twice'),
  },
  {
    name: 'sample of an event',
    path,
    act: (page) => page.getByRole('button', { name: 'Sample of jira:issue_updated' }).click(),
    shown: (page) => page.getByRole('dialog').getByText('"webhookEvent"'),
  },
  {
    name: 'trying a sample',
    path,
    act: async (page) => {
      await fill(page, 'project = PAY');
      await page.getByLabel('Sample', { exact: true }).selectOption('jira:issue_updated');
    },
    shown: (page) => page.getByText('Would be sent', { exact: true }),
  },
  {
    name: 'what is missing',
    path,
    act: send,
    shown: (page) => page.getByText('Choose at least one event.'),
  },
  {
    name: 'refused in one webhook',
    path,
    act: async (page) => {
      await fill(page, 'watchCount > 3');
      await send(page);
    },
    shown: (page) => page.getByText('Jira refused this webhook'),
  },
  {
    name: 'refused as a whole',
    path,
    before: (sandbox) => sandbox.fault({ fault: 'status', status: 403, operation: 'register' }),
    act: async (page) => {
      await fill(page, 'project = NEW1');
      await send(page);
    },
    shown: (page) => page.getByText('Nothing was registered'),
  },
  {
    name: 'registered',
    path,
    act: async (page) => {
      await fill(page, 'project = NEW1');
      await send(page);
    },
    shown: (page) => page.getByRole('heading', { name: 'Registered' }),
  },
  {
    name: 'question before leaving',
    path,
    act: async (page) => {
      await fill(page, 'project = NEW1');
      await page.getByRole('link', { name: 'Sandbox · OAuth app' }).click();
    },
    shown: (page) => page.getByRole('dialog', { name: 'Leave the form?' }),
  },
  {
    name: 'change',
    path: `${path}?change=11`,
    shown: (page) => page.getByText('Replace webhook 11'),
  },
  {
    name: 'change that left both',
    path: `${path}?change=11`,
    before: (sandbox) => sandbox.fault({ fault: 'status', status: 500, operation: 'delete' }),
    act: (page) => page.getByRole('button', { name: 'Replace webhook 11' }).click(),
    shown: (page) => page.getByText('Both exist now'),
  },
  {
    name: 'change with a gap',
    path: `${path}?change=1`,
    before: (sandbox) => sandbox.reset({ registrations: 100 }),
    shown: (page) => page.getByText('There will be a gap'),
  },
  { name: 'import', path: '/sandbox/webhooks/import', shown: (page) => page.getByLabel('File') },
  {
    name: 'import with a plan',
    path: '/sandbox/webhooks/import',
    act: (page) => choose(page, plan),
    shown: (page) => page.getByText('1 to register, 0 already there, 1 differs.'),
  },
  {
    name: 'import applied',
    path: '/sandbox/webhooks/import',
    act: async (page) => {
      await choose(page, plan);
      await page.getByRole('button', { name: 'Apply 1 change' }).click();
    },
    shown: (page) => page.getByRole('columnheader', { name: 'Verdict' }),
  },
  {
    name: 'import of what is no file of ours',
    path: '/sandbox/webhooks/import',
    act: (page) => choose(page, '{'),
    shown: (page) => page.getByText('cannot be imported'),
  },
];

const plan = JSON.stringify({
  version: 1,
  registrations: [
    {
      url: 'https://hooks.acme.example/jira',
      events: ['jira:issue_created'],
      jqlFilter: 'project = OPS',
    },
    {
      url: 'https://hooks.acme.example/new',
      events: ['jira:issue_created'],
      jqlFilter: 'project = NEW1',
    },
  ],
});

async function choose(page: Page, text: string): Promise<void> {
  await page.getByLabel('File').setInputFiles({
    name: 'webhooks.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
}

const looks = [
  { look: 'light', colorScheme: 'light', width: 1360, height: 900 },
  { look: 'dark', colorScheme: 'dark', width: 1360, height: 900 },
  { look: 'narrow', colorScheme: 'light', width: 360, height: 740 },
] as const;

for (const { name, path, before, act, shown } of states) {
  test(`A1: ${name}: nothing that axe finds, light, dark and narrow`, async ({ page, sandbox }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await before?.(sandbox);
    await page.goto(path);
    await act?.(page, sandbox);
    await expect(shown(page).first()).toBeVisible();
    for (const { look, colorScheme, width, height } of looks) {
      await test.step(look, async () => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height });
        expect(await accessibilityFaults(page)).toEqual([]);
        const tooWide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        expect(tooWide).toBe(false);
      });
    }
  });
}

test('A2: registering by keyboard alone', async ({ quietPage: page, sandbox }) => {
  await page.goto('/sandbox/webhooks');
  await page.getByRole('link', { name: 'Register webhooks' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('URL', { exact: true }).focus();
  await page.keyboard.type('https://hooks.acme.example/keys');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('searchbox', { name: 'Search events' })).toBeFocused();
  await page.keyboard.type('updated field');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: 'jira:issue_updated' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('JQL filter')).toBeFocused();
  await page.keyboard.type('project = KEYS');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.type('summary');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Register webhook', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Registered' })).toBeVisible();
  expect((await sandbox.listed()).at(-1)).toMatchObject({
    jqlFilter: 'project = KEYS',
    fieldIdsFilter: ['summary'],
  });
});

/** What may come back from a registration, and what the form makes of it. Nothing is ever registered twice. */
const troubles: [fault: Record<string, unknown>, said: RegExp][] = [
  [{ fault: 'status', status: 400 }, /Nothing was registered/],
  [{ fault: 'status', status: 401 }, /Nothing was registered/],
  [{ fault: 'scope' }, /scope does not match/],
  [{ fault: 'status', status: 403 }, /Nothing was registered/],
  [{ fault: 'status', status: 404 }, /Nothing was registered/],
  // A page never sees a write's 408: the browser would repeat it by itself.
  [{ fault: 'status', status: 408, times: 9 }, /Not registered, as far as the list shows/],
  [{ fault: 'status', status: 409 }, /Nothing was registered/],
  [{ fault: 'status', status: 429 }, /Nothing was registered/],
  [{ fault: 'status', status: 429, retryAfterSeconds: 9 }, /Jira asks to wait 9 seconds/],
  [{ fault: 'status', status: 500 }, /Not registered, as far as the list shows/],
  [{ fault: 'status', status: 502 }, /Not registered, as far as the list shows/],
  [{ fault: 'status', status: 503 }, /Not registered, as far as the list shows/],
  [{ fault: 'garbage', variant: 'html' }, /Not registered, as far as the list shows/],
  [{ fault: 'garbage', variant: 'null' }, /Not registered, as far as the list shows/],
  [{ fault: 'garbage', variant: 'shape' }, /Not registered, as far as the list shows/],
  [{ fault: 'garbage', variant: 'truncated' }, /Not registered, as far as the list shows/],
  [{ fault: 'garbage', variant: 'empty' }, /Not registered, as far as the list shows/],
  [{ fault: 'garbage', variant: 'no-content' }, /Not registered, as far as the list shows/],
  [{ fault: 'drop' }, /Not registered, as far as the list shows/],
];

test(`R8: ${troubles.length} ways in which a registration can go wrong: told, kept, and sent again`, async ({
  quietPage: page,
  sandbox,
}) => {
  test.setTimeout(90_000);
  await page.goto(path);
  await fill(page, 'project = TROUBLE');
  for (const [fault, said] of troubles) {
    await test.step(JSON.stringify(fault), async () => {
      await sandbox.clearFaults();
      await sandbox.fault({ ...fault, operation: 'register' });
      await send(page);
      await expect(page.getByText(said).first()).toBeVisible();
      await expect(page.getByRole('button', { name: 'Registering…' })).toBeHidden();
      await expect(page.getByLabel('JQL filter')).toHaveValue('project = TROUBLE');
      await expect(
        page.getByRole('button', { name: 'Register webhook', exact: true }),
      ).toBeVisible();
    });
  }
  await sandbox.clearFaults();
  await send(page);
  await expect(page.getByRole('heading', { name: 'Registered' })).toBeVisible();
  const mine = (await sandbox.listed()).filter(
    ({ jqlFilter }) => jqlFilter === 'project = TROUBLE',
  );
  expect(mine).toHaveLength(1);
});
