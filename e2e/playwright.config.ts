import { defineConfig } from 'playwright/test';
import { findBrowser } from './browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../.tmp/browser-tests',
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  // A test that passes only the second time is a defect to be found, not a pass.
  retries: 0,
  workers: 2,
  // Generous, since a machine may be busy: what passes is not slowed, what hangs is found all the same.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    launchOptions: await findBrowser(),
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    trace: 'retain-on-failure',
  },
});
