import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from 'playwright/test';
import { startConsole, type ConsoleProcess } from './console-process.ts';

export { expect };

/** The sandbox's own doors for tests: time, faults and state by hand (src/sandbox/README.md). */
export interface Sandbox {
  reset(options?: {
    scenario?: 'morning' | 'empty' | 'healthy';
    registrations?: number;
  }): Promise<void>;
  fault(fault: Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  advance(span: string): Promise<void>;
  /** What Jira itself lists for a connection, past the screen. */
  listed(connection?: string): Promise<ListedWebhook[]>;
}

export interface ListedWebhook {
  id: number;
  jqlFilter: string;
  expirationDate: string;
}

interface Fixtures {
  sandbox: Sandbox;
  /** Fails the test where the page logs an error, throws, or breaks the content security policy. */
  quietPage: Page;
}

export const test = base.extend<Fixtures, { console: ConsoleProcess; signedIn: boolean }>({
  signedIn: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide, { project }) => {
      const signedIn = project.name === 'signed in';
      if (signedIn) process.env.SIGNED_IN = 'yes';
      await provide(signedIn);
    },
    { scope: 'worker', auto: true },
  ],

  console: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const console = await startConsole();
      await provide(console);
      await console.close();
    },
    { scope: 'worker' },
  ],

  baseURL: ({ console }, provide) => provide(console.address),

  sandbox: [
    async ({ console }, provide) => {
      const sandbox = sandboxOf(console.address);
      await sandbox.reset();
      await provide(sandbox);
    },
    { auto: true },
  ],

  quietPage: async ({ page }, provide) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // A refused request is what many tests are about; the browser remarks on each.
      const refusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refusal) complaints.push(message.text());
    });
    await provide(page);
    expect(complaints).toEqual([]);
  },
});

function sandboxOf(address: string): Sandbox {
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${address}/sandbox/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  return {
    reset: (options = {}) => control('POST', '/reset', options),
    fault: (fault) => control('POST', '/faults', fault),
    clearFaults: () => control('DELETE', '/faults'),
    advance: (advance) => control('POST', '/clock', { advance }),
    async listed(connection = 'sandbox') {
      const response = await fetch(
        `${address}/api/connections/${connection}/rest/api/3/webhook?maxResults=100`,
      );
      const page = (await response.json()) as { values: ListedWebhook[] };
      return page.values;
    },
  };
}

/** The row of one webhook, found as a person finds it: by its id. */
export function row(page: Page, id: number): Locator {
  return page.getByRole('row').filter({
    has: page.getByRole('button', { name: `Details of webhook ${id}`, exact: true }),
  });
}

/** What axe finds against WCAG 2.2 AA and best practice, one line each; none is expected. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  );
}
