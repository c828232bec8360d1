/** Every state of every screen against WCAG 2.2 AA and best practice, as far as axe can tell. */
import type { Page } from 'playwright/test';
import { accessibilityFaults, expect, test, type Sandbox } from './fixtures.ts';

interface State {
  name: string;
  path: string;
  before?: (sandbox: Sandbox) => Promise<void>;
  /** What makes the state, once the page is there. */
  act?: (page: Page, sandbox: Sandbox) => Promise<void>;
  /** Makes it anew for the next look, where it passes by itself. */
  renew?: (page: Page) => Promise<void>;
  /** Visible once the state is reached. */
  shown: (page: Page) => ReturnType<Page['getByText']>;
}

// A trace of what axe does to the page takes longer than axe.
test.use({ trace: 'off' });

const list = '/sandbox/webhooks';
/** What does not turn on the number of rows is looked at with a few: axe looks at each. */
const few = `${list}?q=pay`;
const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name });
const listFault = (fault: Record<string, unknown>) => (sandbox: Sandbox) =>
  sandbox.fault({ ...fault, operation: 'list', times: 10 });
const selection = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Selection' }).getByRole('button', { name }).click();
const confirmDeletion = async (page: Page) => {
  await selection(page, 'Delete');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
};
const comeBack = (page: Page) =>
  page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));

const states: State[] = [
  { name: 'full', path: list, shown: (page) => page.getByRole('timer').last() },
  {
    name: 'loading',
    path: list,
    before: listFault({ fault: 'hang' }),
    shown: (page) => page.getByText('Reading the webhooks…'),
  },
  {
    name: 'empty',
    path: list,
    before: (sandbox) => sandbox.reset({ scenario: 'empty' }),
    shown: heading('No webhooks registered'),
  },
  {
    name: 'refused',
    path: list,
    before: listFault({ fault: 'status', status: 403 }),
    shown: heading('Jira refuses this caller'),
  },
  {
    name: 'failed',
    path: list,
    before: listFault({ fault: 'status', status: 500 }),
    act: async (page) => {
      const failed = page.getByRole('heading', { name: 'Jira has a fault' });
      const second = async () => {
        await page.clock.runFor(1000);
        return failed.isVisible();
      };
      await expect.poll(second, { intervals: [50] }).toBe(true);
    },
    shown: heading('Jira has a fault (500)'),
  },
  {
    name: 'rate-limited',
    path: list,
    before: listFault({ fault: 'status', status: 429, retryAfterSeconds: 600 }),
    shown: heading('Jira asks to wait'),
  },
  {
    name: 'an older list under a failure',
    path: few,
    act: async (page, sandbox) => {
      await expect(page.getByRole('timer').last()).toBeVisible();
      await listFault({ fault: 'status', status: 403 })(sandbox);
      await comeBack(page);
    },
    shown: (page) => page.getByText('The list below was read'),
  },
  { name: 'no match', path: `${list}?q=nothing`, shown: heading('No webhook matches') },
  {
    name: 'filtered and sorted',
    path: `${list}?status=healthy&sort=url&descending=true`,
    shown: (page) => page.getByText('37 shown'),
  },
  { name: 'details', path: `${few}&open=88`, shown: heading('As Jira sent it') },
  {
    name: 'details of one that listens to everything',
    path: `${few}&open=24`,
    shown: heading('As Jira sent it'),
  },
  {
    name: 'details of one that is not there',
    path: `${few}&open=999`,
    shown: (page) => page.getByText('Not in the list'),
  },
  {
    name: 'selection',
    path: `${few}&selected=7-28`,
    shown: (page) => page.getByRole('region', { name: 'Selection' }),
  },
  {
    name: 'question before deleting',
    path: `${few}&selected=7-28`,
    act: (page) => selection(page, 'Delete'),
    shown: (page) => page.getByRole('dialog'),
  },
  {
    name: 'time to undo',
    path: `${few}&selected=7-28`,
    act: confirmDeletion,
    renew: async (page) => {
      await page.getByRole('button', { name: 'Undo' }).click();
      await confirmDeletion(page);
    },
    shown: (page) => page.getByRole('button', { name: 'Undo' }),
  },
  {
    name: 'an act under way',
    path: `${few}&selected=7-28`,
    before: (sandbox) => sandbox.fault({ fault: 'hang', operation: 'refresh' }),
    act: (page) => selection(page, 'Refresh'),
    shown: (page) => page.getByRole('progressbar'),
  },
  {
    name: 'mixed verdicts',
    path: `${few}&selected=7-28`,
    act: async (page) => {
      await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
      await page.request.delete('/api/connections/sandbox/rest/api/3/webhook', {
        data: { webhookIds: [11, 12] },
      });
      await selection(page, 'Refresh');
    },
    shown: (page) => page.getByText('Jira no longer knows it').first(),
  },
  {
    name: 'one act that failed',
    path: few,
    before: (sandbox) => sandbox.fault({ fault: 'status', status: 500, operation: 'refresh' }),
    act: (page) =>
      page
        .getByRole('button', { name: /^Refresh webhook/ })
        .first()
        .click(),
    shown: (page) => page.getByRole('region', { name: /Not renewed/ }),
  },
  {
    name: 'overview',
    path: '/',
    shown: (page) => page.getByText('37 of 100'),
  },
  {
    name: 'overview of connections that fail',
    path: '/',
    before: listFault({ fault: 'status', status: 401 }),
    shown: (page) => page.getByText('Jira does not accept the credentials').last(),
  },
  {
    name: 'registering',
    path: `${list}/new`,
    act: (page) => page.getByLabel('JQL filter').fill('project is not EMPTY'),
    shown: (page) => page.getByRole('form', { name: 'Registration' }),
  },
  {
    name: 'changing',
    path: `${list}/new?change=11`,
    shown: (page) => page.getByRole('form').first(),
  },
  { name: 'importing', path: `${list}/import`, shown: heading(/Import/) },
  { name: 'nothing there', path: '/nobody/webhooks', shown: heading(/nothing at this address/) },
];

const looks = [
  { look: 'light', colorScheme: 'light', width: 1280, height: 560 },
  { look: 'dark', colorScheme: 'dark', width: 1280, height: 560 },
  { look: 'narrow', colorScheme: 'light', width: 360, height: 740 },
  { look: 'narrow and dark', colorScheme: 'dark', width: 360, height: 740 },
] as const;

for (const { name, path, before, act, renew, shown } of states) {
  test(`A1: ${name}: nothing that axe finds, light, dark and narrow`, async ({ page, sandbox }) => {
    await page.clock.install();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await before?.(sandbox);
    await page.goto(path);
    await act?.(page, sandbox);
    await expect(shown(page)).toBeVisible();
    for (const { look, colorScheme, width, height } of looks) {
      await test.step(look, async () => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height });
        if (look !== 'light') await renew?.(page);
        await expect(shown(page)).toBeVisible();
        expect(await accessibilityFaults(page)).toEqual([]);
      });
    }
  });
}
