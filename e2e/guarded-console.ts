/** A console with log-in, and a real provider, both on this machine. */
import type { Page } from 'playwright/test';
import { startTestProvider, type TestProvider } from '../src/server/access/test-provider.ts';
import { freePort } from '../src/server/test-free-port.ts';
import { startConsole, type ConsoleProcess } from './console-process.ts';
import { test as base } from './fixtures.ts';

export interface GuardedConsole {
  console: ConsoleProcess;
  provider: TestProvider;
  close(): Promise<void>;
}

export async function startGuardedConsole(
  environment: Record<string, string> = {},
): Promise<GuardedConsole> {
  // The provider has to know where it sends people back to before the console runs there.
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const provider = await startTestProvider([address]);
  const console = await startConsole({
    ...provider.environment,
    PORT: String(port),
    PUBLIC_URL: address,
    ...environment,
  });
  return {
    console,
    provider,
    async close() {
      await console.close();
      await provider[Symbol.asyncDispose]();
    },
  };
}

export const ingestToken = 'a-token-of-the-receiver';

/** Tests whose browser is at a console with log-in, one for each worker. */
export const test = base.extend<object, { guarded: GuardedConsole }>({
  guarded: [
    // oxlint-disable-next-line no-empty-pattern -- the first argument must be a pattern
    async ({}, provide) => {
      const guarded = await startGuardedConsole({ INGEST_TOKENS: `sandbox=${ingestToken}` });
      await provide(guarded);
      await guarded.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ guarded }, provide) => provide(guarded.console.address),
});

/** Names oneself at the provider, wherever it asks. */
export async function nameOneself(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
