import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Page } from 'playwright/test';
import { startTestProvider, type TestProvider } from '../src/server/access/test-provider.ts';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { test as base } from './fixtures.ts';

export const ingestToken = 'a-token-of-the-receiver';

interface Guarded {
  console: ConsoleProcess;
  provider: TestProvider;
}

/** Tests of a console with log-in, and of a real provider, both on this machine. */
export const test = base.extend<object, { guarded: Guarded }>({
  guarded: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      // The provider has to know where it sends people back to before the console runs there.
      const port = await freePort();
      const address = `http://127.0.0.1:${port}`;
      await using provider = await startTestProvider([address]);
      const console = await startConsole({
        ...provider.environment,
        PORT: String(port),
        PUBLIC_URL: address,
        INGEST_TOKENS: `sandbox=${ingestToken}`,
      });
      await provide({ console, provider });
      await console.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ guarded }, provide) => provide(guarded.console.address),
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** Names oneself at the provider, wherever it asks. */
export async function nameOneself(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
